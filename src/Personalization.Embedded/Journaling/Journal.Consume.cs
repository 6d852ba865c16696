using System.Runtime.ExceptionServices;
using Personalization.Actors.Events;

namespace Personalization.Embedded.Journaling;

internal sealed partial class Journal
{
    // Once set, nothing more is committed; see the remarks on the class.
    private volatile LogUnavailableException? _fatal;

    private async Task ConsumeGroups()
    {
        Exception? failure = null;
        await foreach (var group in _committed.Reader.ReadAllAsync())
        {
            if (failure is null)
            {
                try
                {
                    await _onCommitted(group.Batches);
                    Volatile.Write(ref _consumedPosition, group.NextPosition);
                }
                catch (Exception fault)
                {
                    failure = fault;
                    _fatal = new(LogRefusal.StorageFault, $"The journal is closed: its consumer failed, so the engine must be restarted. {fault.Message}", fault);
                    _queue.Close(_fatal);
                }
            }

            if (failure is not null && _fatal is { } fatal)
            {
                foreach (var batch in group.Batches)
                    batch.Fail(new LogUnavailableException(fatal.Refusal, fatal.Message, fatal.InnerException));
            }

            _queue.Release(group.SizeBytes);
            _inFlight.Release();
        }

        if (failure is not null)
            ExceptionDispatchInfo.Throw(failure);
    }
}
