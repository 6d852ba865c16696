namespace Personalization.Embedded.Hosting;

internal sealed partial class ActorHost<TActor>
{
    private const int AgesPerShard = 32;

    private int _nextShard;

    /// <summary>
    /// Takes actors out of memory: those not called for a time and, while there are more than <see cref="ActorHostOptions.MaxActivations"/>,
    /// those called least recently, judged by a sample. Busy actors stay. A call for an actor that is just leaving waits and gets a fresh one.
    /// </summary>
    /// <param name="olderThan">The idle time, to some hundredths of a second.</param>
    /// <param name="max">How many actors may leave in this sweep; the next one goes on where this one stopped.</param>
    /// <returns>How many left. Fails with the exception of a deactivation that failed; that actor stayed, and the sweep ended there.</returns>
    public async ValueTask<int> SweepIdle(TimeSpan olderThan, int max)
    {
        var now = _clock.Now;
        var idleAge = _clock.Units(olderThan);
        var excess = Count - _options.MaxActivations;
        var excessAge = excess > 0 ? AgeOfOldest(excess, now) : int.MaxValue;
        var left = 0;
        var candidates = new List<Activation<TActor>>();
        for (var i = 0; i < _shards.Length; i++)
        {
            var shard = _shards[_nextShard & (_shards.Length - 1)];
            candidates.Clear();
            shard.CopyIdleTo(candidates, now, Math.Min(idleAge, excessAge));
            foreach (var candidate in candidates)
            {
                if (left >= max)
                    return left;
                var age = CoarseClock.Age(now, candidate.LastCall);
                if (age < idleAge && (age < excessAge || left >= excess))
                    continue;
                if (await TryDeactivate(candidate, now, age))
                    left++;
            }

            _nextShard++;
        }

        return left;
    }

    private async ValueTask<bool> TryDeactivate(Activation<TActor> activation, int now, int age)
    {
        if (!activation.TryEnter())
            return false;
        try
        {
            // It may have been called between the look and the entry.
            if (activation.Actor is null || CoarseClock.Age(now, activation.LastCall) < age)
                return false;
            await _deactivate(activation.Key, activation.Actor);
            activation.Actor = null;
            return true;
        }
        finally
        {
            Release(activation);
        }
    }

    private int AgeOfOldest(int excess, int now)
    {
        var ages = new List<int>();
        foreach (var shard in _shards)
            shard.SampleAges(ages, now, AgesPerShard);
        if (ages.Count == 0)
            return int.MaxValue;
        ages.Sort();
        var oldest = (int)Math.Ceiling((double)excess / (excess + _options.MaxActivations) * ages.Count);
        return ages[Math.Max(0, ages.Count - oldest)];
    }
}
