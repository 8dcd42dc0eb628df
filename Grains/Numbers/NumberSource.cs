namespace Commerce.Grains.Numbers;

/// <summary>Gives numbers out of the block that this process holds and fetches the next when it is used up. One a
/// process; safe for parallel callers. What a process held when it ended is a gap.</summary>
internal sealed class NumberSource(IGrainFactory grains)
{
    private readonly ImmutableDictionary<NumberKind, Row> rows =
        Enum.GetValues<NumberKind>().ToImmutableDictionary(kind => kind, _ => new Row());

    /// <summary>A number of this kind that nobody else ever gets.</summary>
    public async Task<long> Next(NumberKind kind)
    {
        var row = rows[kind];
        while (true)
        {
            if (row.TryTake(out var number, out var used)) return number;
            await row.Fill(used, () => grains.GetGrain<INumbersGrain>(kind.Key()).TakeBlock());
        }
    }

    private sealed class Row
    {
        private readonly Lock gate = new();
        private long next, end;
        private Task? filling;

        public bool TryTake(out long number, out long used)
        {
            lock (gate)
            {
                (number, used) = (next, end);
                if (next >= end) return false;
                next++;
                return true;
            }
        }

        // Many may find the same block used up; one of them fetches, the others wait for it.
        public Task Fill(long used, Func<Task<long>> take)
        {
            lock (gate)
            {
                if (end != used || next < end) return Task.CompletedTask;
                if (filling is null or { IsCompleted: true }) filling = Fetch(take);
                return filling;
            }
        }

        private async Task Fetch(Func<Task<long>> take)
        {
            var first = await take();
            lock (gate) (next, end) = (first, first + INumbersGrain.BlockSize);
        }
    }
}
