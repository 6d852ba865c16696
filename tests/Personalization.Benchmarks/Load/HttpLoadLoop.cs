using System.Diagnostics;

namespace Personalization.Benchmarks.Load;

/// <summary>Runs a load plan on the calling thread: one loop over all connections, nothing allocated per request.</summary>
internal sealed class HttpLoadLoop(HttpLoadPlan plan)
{
    private const int ReceiveBytes = 64 * 1024;
    private const long LongestWaitNs = 100_000_000;

    private readonly HttpLoadTally tally = new(plan);
    private readonly Queue<HttpLoadConnection> idle = new(plan.Connections);
    private readonly LoadRequest[] requests = [.. plan.Requests];
    private readonly int[] nextRequest = new int[plan.Connections];
    private HttpLoadConnection[] connections = [];
    private long startedAt, sendUntil, giveUpAt;
    private long dueCount;

    private bool IsOpenLoop => plan.RatePerSecond > 0;

    /// <summary>Opens the connections, sends until the plan's time is over, and waits for the last answers.</summary>
    /// <exception cref="System.Net.Sockets.SocketException">The server does not accept a connection.</exception>
    public HttpLoadResult Run()
    {
        using IReadySet readySet = OperatingSystem.IsLinux() ? new EpollReadySet() : new SelectReadySet();
        connections = [.. Enumerable.Range(0, plan.Connections).Select(n => new HttpLoadConnection(n, plan.Host, plan.Port, readySet))];
        for (var i = 0; i < connections.Length; i++)
        {
            connections[i].Open();
            idle.Enqueue(connections[i]);
            nextRequest[i] = (int)((long)i * requests.Length / connections.Length);
        }
        startedAt = Stopwatch.GetTimestamp();
        sendUntil = startedAt + Timestamps.FromTime(plan.WarmUp + plan.Duration);
        giveUpAt = sendUntil + Timestamps.FromTime(plan.Grace);
        tally.Start(startedAt + Timestamps.FromTime(plan.WarmUp), sendUntil);
        Loop(readySet);
        CountMissing();
        foreach (var connection in connections)
            connection.Dispose();
        return tally.Result(connections);
    }

    private void Loop(IReadySet readySet)
    {
        var ready = new int[connections.Length];
        var buffer = GC.AllocateUninitializedArray<byte>(ReceiveBytes, pinned: true);
        while (true)
        {
            var now = Stopwatch.GetTimestamp();
            SendDue(ref now);
            if (now >= giveUpAt || (now >= sendUntil && idle.Count == connections.Length))
                return;
            var count = readySet.Wait(ready, WaitNs(now));
            for (var i = 0; i < count; i++)
                Continue(ready[i], buffer);
        }
    }

    private void Continue(int number, byte[] buffer)
    {
        var connection = connections[number];
        var wasInFlight = connection.InFlight;
        switch (connection.Continue(buffer))
        {
            case HttpLoadConnection.Progress.Answered:
                var now = Stopwatch.GetTimestamp();
                tally.Answered(connection, now);
                // A closed loop goes on at once; an open loop does too when requests are overdue.
                if (!SendIfDue(connection, now))
                    idle.Enqueue(connection);
                break;
            case HttpLoadConnection.Progress.Broken:
                tally.Broken();
                connection.Reopen();
                if (wasInFlight)
                    idle.Enqueue(connection);
                break;
        }
    }

    private void SendDue(ref long now)
    {
        while (idle.TryPeek(out var connection) && SendIfDue(connection, now))
        {
            idle.Dequeue();
            now = Stopwatch.GetTimestamp();
        }
    }

    private bool SendIfDue(HttpLoadConnection connection, long now)
    {
        var due = IsOpenLoop ? NextDue : now;
        if (due > now || due >= sendUntil)
            return false;
        dueCount++;
        ref var next = ref nextRequest[connection.Number];
        var request = requests[next];
        next = (next + 1) % requests.Length;
        if (connection.Send(request, due))
            return true;
        tally.Broken();
        connection.Reopen();
        return false;
    }

    private long NextDue => startedAt + (long)(dueCount * (Stopwatch.Frequency / plan.RatePerSecond));

    private long WaitNs(long now)
    {
        var until = now < sendUntil ? sendUntil : giveUpAt;
        if (IsOpenLoop && idle.Count > 0 && NextDue < sendUntil)
            until = Math.Min(until, NextDue);
        return Math.Clamp(Timestamps.ToNs(until - now), 0, LongestWaitNs);
    }

    private void CountMissing()
    {
        var now = Stopwatch.GetTimestamp();
        foreach (var connection in connections)
        {
            if (connection.InFlight)
                tally.TimedOut(connection.StartedAt, now);
        }
        for (; IsOpenLoop && NextDue < sendUntil; dueCount++)
            tally.Unsent(NextDue, now);
    }
}
