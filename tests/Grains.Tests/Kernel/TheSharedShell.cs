using Commerce.Grains.Kernel;

namespace Commerce.Grains.Tests.Kernel;

public sealed class TheSharedShell : AnyShell
{
    protected override string Type => "shared-counter";

    [Fact]
    public async Task Loses_no_event_of_sixty_four_callers()
    {
        // It is awake: from now on a call is with it when it is sent.
        await Counter.View();
        Host.Storage.Close();
        var callers = Task.WhenAll(Enumerable.Range(0, 64).Select(_ => AddOften()));
        await Host.Storage.Knocked;
        Host.Storage.Open();
        await callers;
        Assert.Equal(1_280, Assert.IsType<Outcome<int>.Done>(await Counter.View()).Value);
        Assert.Equal(1_280, Host.Storage.Envelopes.Sum(envelope => envelope.GetProperty("events").GetArrayLength()));
        Assert.True(Host.Storage.Envelopes.Count < 1_280, "Nothing was stored together.");

        async Task AddOften()
        {
            for (var time = 0; time < 20; time++) await Counter.Add(1, Call.System);
        }
    }

    [Fact]
    public async Task Tells_nobody_anything_before_it_is_stored()
    {
        Host.Storage.Close();
        var raising = Counter.Raise(5, Call.System);
        await Host.Storage.Knocked;
        Task[] all =
        [
            raising,
            Counter.Raise(5, Call.System),
            Counter.Add(101, Call.System),
            Counter.View(),
        ];
        var first = Task.WhenAny(all);
        await Host.Grains.GetGrain<ISharedCounterGrain>("counter-other").View();
        Assert.False(first.IsCompleted);
        Host.Storage.Open();
        await Task.WhenAll(all);
    }

    private protected override ICounterGrain Find(IGrainFactory grains) =>
        grains.GetGrain<ISharedCounterGrain>("counter-x");
}
