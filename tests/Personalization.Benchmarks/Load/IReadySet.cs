using System.Net.Sockets;

namespace Personalization.Benchmarks.Load;

/// <summary>Waits for any of many non-blocking sockets, on one thread.</summary>
internal interface IReadySet : IDisposable
{
    /// <summary>Starts to watch a socket under a number, for bytes to read and, if wished, for room to write.</summary>
    void Watch(int number, Socket socket, bool forWriting);

    /// <summary>Changes whether a watched socket is also watched for room to write.</summary>
    void Change(int number, Socket socket, bool forWriting);

    /// <summary>Stops watching a socket; to be called before it is closed.</summary>
    void Forget(int number, Socket socket);

    /// <summary>Waits until a watched socket is ready or the time is over.</summary>
    /// <param name="ready">Receives the numbers of the ready sockets.</param>
    /// <param name="timeoutNs">The longest wait in nanoseconds; 0 only looks.</param>
    /// <returns>How many sockets are ready; 0 when the time was over.</returns>
    int Wait(Span<int> ready, long timeoutNs);
}
