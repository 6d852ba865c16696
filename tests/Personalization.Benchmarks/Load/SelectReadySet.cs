using System.Net.Sockets;

namespace Personalization.Benchmarks.Load;

/// <summary>
/// Waits by <see cref="Socket.Select(System.Collections.IList, System.Collections.IList, System.Collections.IList, TimeSpan)"/>, where
/// there is no epoll. Costs more per wait; figures are then not comparable.
/// </summary>
internal sealed class SelectReadySet : IReadySet
{
    private readonly Dictionary<Socket, int> watched = [];
    private readonly HashSet<Socket> writing = [];

    public void Watch(int number, Socket socket, bool forWriting)
    {
        watched[socket] = number;
        Change(number, socket, forWriting);
    }

    public void Change(int number, Socket socket, bool forWriting)
    {
        if (forWriting)
            writing.Add(socket);
        else
            writing.Remove(socket);
    }

    public void Forget(int number, Socket socket)
    {
        watched.Remove(socket);
        writing.Remove(socket);
    }

    public int Wait(Span<int> ready, long timeoutNs)
    {
        List<Socket> readable = [.. watched.Keys];
        List<Socket> writable = [.. writing];
        Socket.Select(readable, writable, null, TimeSpan.FromMicroseconds(timeoutNs / 1000));
        var found = 0;
        foreach (var socket in readable.Union(writable))
        {
            if (found < ready.Length)
                ready[found++] = watched[socket];
        }
        return found;
    }

    public void Dispose()
    {
    }
}
