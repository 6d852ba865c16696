using System.Net.Sockets;

namespace Personalization.Benchmarks.Load;

/// <summary>One kept-alive connection of a load run, with at most one request in flight. Used by one thread.</summary>
internal sealed class HttpLoadConnection(int number, string host, int port, IReadySet readySet) : IDisposable
{
    private readonly HttpResponseReader reader = new();
    private Socket socket = null!;
    private LoadRequest? request;
    private int sentOfRequest;
    private bool watchedForWriting;

    /// <summary>What became of the request in flight.</summary>
    internal enum Progress { Waiting, Answered, Broken }

    /// <summary>The connection's number among those of the run, from 0.</summary>
    public int Number => number;

    /// <summary>Whether a request is on its way.</summary>
    public bool InFlight => request is not null;

    /// <summary>The moment from which the latency of the request in flight counts, as a timestamp.</summary>
    public long StartedAt { get; private set; }

    /// <summary>The units of work of the last request sent.</summary>
    public int Units { get; private set; }

    /// <summary>The status of the last answer.</summary>
    public int Status => reader.Status;

    /// <summary>The start of the body of the first answer, or of the last one that was not 2xx.</summary>
    public string Sample => reader.Sample;

    public long BytesSent { get; private set; }

    public long BytesReceived { get; private set; }

    /// <summary>Opens the connection; again after it broke.</summary>
    /// <exception cref="SocketException">The server does not accept it.</exception>
    public void Open()
    {
        socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.Connect(host, port);
        socket.Blocking = false;
        reader.Reset();
        (request, watchedForWriting) = (null, false);
        readySet.Watch(number, socket, forWriting: false);
    }

    /// <summary>Sends a request, or as much of it as the connection takes now.</summary>
    /// <returns>False when the connection is broken.</returns>
    public bool Send(LoadRequest next, long startedAt)
    {
        (request, sentOfRequest, StartedAt, Units) = (next, 0, startedAt, next.Units);
        return SendRest();
    }

    /// <summary>Goes on after the connection became ready: sends what is left of the request and reads what has come.</summary>
    /// <param name="buffer">Room for the bytes read; its content does not matter.</param>
    public Progress Continue(byte[] buffer)
    {
        if (request is not null && sentOfRequest < request.Bytes.Length && !SendRest())
            return Progress.Broken;
        var received = socket.Receive(buffer, SocketFlags.None, out var error);
        if (error is SocketError.WouldBlock)
            return Progress.Waiting;
        if (error is not SocketError.Success || received == 0 || request is null)
            return Progress.Broken;
        BytesReceived += received;
        if (!reader.Feed(buffer.AsSpan(0, received)))
            return Progress.Waiting;
        request = null;
        if (reader.Closes)
            Reopen();
        return Progress.Answered;
    }

    /// <summary>Closes the connection and opens it anew.</summary>
    public void Reopen()
    {
        Dispose();
        Open();
    }

    public void Dispose()
    {
        readySet.Forget(number, socket);
        socket.Dispose();
    }

    private bool SendRest()
    {
        var sent = socket.Send(request!.Bytes.AsSpan(sentOfRequest), SocketFlags.None, out var error);
        if (error is not (SocketError.Success or SocketError.WouldBlock))
            return false;
        sentOfRequest += sent;
        BytesSent += sent;
        var wantsRoom = sentOfRequest < request.Bytes.Length;
        if (wantsRoom != watchedForWriting)
            readySet.Change(number, socket, watchedForWriting = wantsRoom);
        return true;
    }
}
