using System.Buffers.Binary;
using System.ComponentModel;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Personalization.Benchmarks.Load;

/// <summary>
/// Waits by Linux's epoll, level-triggered. Called directly because the runtime's asynchronous sockets add a second thread and a failed
/// read to each answer, which a generator that shares the cores with its server would take from the server.
/// </summary>
internal sealed partial class EpollReadySet : IReadySet
{
    private const int Add = 1, Remove = 2, Modify = 3;
    private const uint Readable = 1, Writable = 4;
    private const int Interrupted = 4;
    private const int EventCapacity = 512;

    // struct epoll_event { uint32_t events; uint64_t data; } is packed on x86-64 only.
    private static readonly int EventBytes = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 12 : 16;
    private static readonly int DataOffset = EventBytes - 8;

    private readonly byte[] events = new byte[EventCapacity * EventBytes];
    private readonly int epoll;
    private bool wholeMilliseconds;

    public EpollReadySet() => epoll = Checked(Create(0));

    public void Watch(int number, Socket socket, bool forWriting) => Set(Add, number, socket, forWriting);

    public void Change(int number, Socket socket, bool forWriting) => Set(Modify, number, socket, forWriting);

    public void Forget(int number, Socket socket) => Set(Remove, number, socket, false);

    public int Wait(Span<int> ready, long timeoutNs)
    {
        var found = WaitFor(Math.Min(ready.Length, EventCapacity), timeoutNs);
        if (found < 0 && Marshal.GetLastPInvokeError() == Interrupted)
            return 0;
        Checked(found);
        for (var i = 0; i < found; i++)
            ready[i] = BinaryPrimitives.ReadInt32LittleEndian(events.AsSpan(i * EventBytes + DataOffset));
        return found;
    }

    public void Dispose() => _ = Close(epoll);

    private int WaitFor(int capacity, long timeoutNs)
    {
        if (!wholeMilliseconds)
        {
            var time = new Timespec { Seconds = timeoutNs / 1_000_000_000, Nanoseconds = timeoutNs % 1_000_000_000 };
            try
            {
                return WaitPrecisely(epoll, ref MemoryMarshal.GetArrayDataReference(events), capacity, in time, 0);
            }
            catch (EntryPointNotFoundException)
            {
                // C libraries before glibc 2.35: waits are then cut to whole milliseconds and the rest is spent looking.
                wholeMilliseconds = true;
            }
        }
        return WaitCoarsely(epoll, ref MemoryMarshal.GetArrayDataReference(events), capacity, (int)(timeoutNs / 1_000_000));
    }

    private void Set(int operation, int number, Socket socket, bool forWriting)
    {
        Span<byte> entry = stackalloc byte[EventBytes];
        entry.Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(entry, forWriting ? Readable | Writable : Readable);
        BinaryPrimitives.WriteInt32LittleEndian(entry[DataOffset..], number);
        Checked(Control(epoll, operation, (int)socket.SafeHandle.DangerousGetHandle(), ref MemoryMarshal.GetReference(entry)));
    }

    private static int Checked(int result) => result >= 0 ? result : throw new Win32Exception(Marshal.GetLastPInvokeError());

    [LibraryImport("libc", EntryPoint = "epoll_create1", SetLastError = true)]
    private static partial int Create(int flags);

    [LibraryImport("libc", EntryPoint = "epoll_ctl", SetLastError = true)]
    private static partial int Control(int epoll, int operation, int socket, ref byte entry);

    [LibraryImport("libc", EntryPoint = "epoll_pwait2", SetLastError = true)]
    private static partial int WaitPrecisely(int epoll, ref byte events, int capacity, in Timespec timeout, nint signals);

    [LibraryImport("libc", EntryPoint = "epoll_wait", SetLastError = true)]
    private static partial int WaitCoarsely(int epoll, ref byte events, int capacity, int timeoutMs);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int file);

    private struct Timespec
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
