using Commerce.Grains.Kernel;
using Commerce.Kit;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;

namespace Commerce.Grains.Tests.Kernel;

/// <summary>What both shells promise; <see cref="TheShell"/> and <see cref="TheSharedShell"/> say it of each.</summary>
public abstract class AnyShell : IAsyncLifetime
{
    private readonly Courier courier = new();
    private GrainHost host = default!;

    private protected GrainHost Host => host;

    protected abstract string Type { get; }

    protected ICounterGrain Counter => Find(host.Grains);

    private protected IDueGrain Due => host.Grains.GetGrain<IDueGrain>(GrainId.Create(Type, "counter-x"));

    public async ValueTask InitializeAsync() => host = await GrainHost.Start(
        add: services => services.AddSingleton<ICourier>(courier), others: typeof(AnyShell).Assembly);

    public async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Counts_the_writes_that_made_something_happen()
    {
        Assert.Equal(new Outcome<int>.Done(0, 0), await Counter.View());
        Assert.Equal(new Outcome<int>.Done(5, 1), await Counter.Add(5, Call.System));
        Assert.Equal(new Outcome<int>.Done(7, 2), await Counter.Add(2, Call.System));
        Assert.Equal(new Outcome<int>.Done(7, 2), await Counter.View());
    }

    [Fact]
    public async Task Keeps_its_state_in_memory_and_nothing_that_was_copied()
    {
        await Counter.Add(5, Call.System);
        Assert.Equal(1, host.Storage.Envelopes.Last().GetProperty("events").GetArrayLength());
        Assert.Equal((0, 0, 5), await Counter.Keeps());
    }

    [Fact]
    public async Task Writes_nothing_for_a_refusal_or_a_repeat()
    {
        await Counter.Raise(5, Call.System);
        Assert.Equal(new Outcome<int>.Done(5, 1), await Counter.Raise(5, Call.System));
        Assert.Equal(new Outcome<int>.Refused(Kernel.Counter.TooMuch), await Counter.Add(101, Call.System));
        Assert.Single(host.Storage.Envelopes);
    }

    [Fact]
    public async Task Writes_down_what_it_refuses_when_something_happened_all_the_same()
    {
        Assert.Equal(new Outcome<int>.Refused(Kernel.Counter.Odd), await Counter.Add(13, Call.System));
        Assert.Equal(new Outcome<int>.Done(13, 1), await Counter.View());
    }

    [Fact]
    public async Task Refuses_another_version_than_the_one_known()
    {
        await Counter.Add(5, Call.System);
        Assert.Equal(new Outcome<int>.Refused(new VersionStale(1)),
            await Counter.Add(1, Call.System with { IfVersion = 0 }));
        Assert.Equal(new Outcome<int>.Done(6, 2), await Counter.Add(1, Call.System with { IfVersion = 1 }));
    }

    [Fact]
    public async Task Says_who_why_and_from_where_once_per_event()
    {
        courier.Answers = false;
        var call = new Call("admin:1a2b3c4d", "192.0.2.1", "stocktaking");
        await Counter.Add(77, call);
        var events = Assert.Single(host.Storage.Envelopes).GetProperty("events");
        Assert.Equal(
            ["counter.added", "counter.named"],
            events.EnumerateArray().Select(one => one.GetProperty("event").GetProperty("$type").GetString()));
        Assert.All(events.EnumerateArray(), one => Assert.Equal(
            (call.Who, call.From, call.Why, host.Clock.GetUtcNow().ToUnixTimeMilliseconds()),
            (one.GetProperty("who").GetString(), one.GetProperty("from").GetString(),
                one.GetProperty("why").GetString(),
                one.GetProperty("at").GetInt64())));
        await Counter.Add(1, Call.System);
        Assert.Equal(1, host.Storage.Envelopes.Last().GetProperty("events").GetArrayLength());
    }

    [Fact]
    public async Task Does_a_repeated_request_once_and_knows_it_for_a_day()
    {
        var call = Call.System with { Key = new("k", "body") };
        Assert.Equal(new Outcome<int>.Done(5, 1), await Counter.Add(5, call));
        Assert.Equal(new Outcome<int>.Repeated("k"), await Counter.Add(5, call));
        Assert.Equal(
            new Outcome<int>.Refused(new IdempotencyKeyUsed()),
            await Counter.Add(6, call with { Key = new("k", "other") }));
        host.Clock.Advance(TimeSpan.FromHours(24) - TimeSpan.FromMilliseconds(1));
        Assert.Equal(new Outcome<int>.Repeated("k"), await Counter.Add(5, call));
        host.Clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(new Outcome<int>.Done(10, 2), await Counter.Add(5, call));
    }

    [Fact]
    public async Task Does_one_of_fifty_requests_with_one_key()
    {
        var call = Call.System with { Key = new("k", "body") };
        var all = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Counter.Add(5, call)));
        Assert.Single(all, new Outcome<int>.Done(5, 1));
        Assert.Equal(49, all.Count(outcome => outcome == new Outcome<int>.Repeated("k")));
    }

    [Fact]
    public async Task Keeps_the_answer_in_the_same_write_also_a_refusal_that_was_written_down()
    {
        var call = Call.System with { Key = new("k", "body"), RequestId = "r1" };
        await Counter.Add(13, call);
        var answer = Assert.Single(host.Storage.Envelopes).GetProperty("answers")[0];
        Assert.Equal(("k", "r1"), (answer.GetProperty("key").GetString(), answer.GetProperty("requestId").GetString()));
        var kept = System.Text.Json.JsonSerializer.Deserialize<Outcome<int>>(
            answer.GetProperty("outcome").GetRawText(), KernelJson.Options);
        Assert.Equal(new Outcome<int>.Refused(Kernel.Counter.Odd), kept);
    }

    [Fact]
    public async Task Answers_a_repeat_under_a_key_of_our_own_as_things_stand_for_a_minute()
    {
        var call = Call.System with { Key = new("own", "body", Kept: false) };
        await Counter.Add(5, call);
        await Counter.Add(1, Call.System);
        Assert.Equal(new Outcome<int>.Done(6, 2), await Counter.Add(5, call));
        Assert.Equal(0, host.Storage.Envelopes.Sum(envelope => envelope.GetProperty("answers").GetArrayLength()));
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(new Outcome<int>.Done(11, 3), await Counter.Add(5, call));
    }

    protected void StopAnswering() => courier.Answers = false;

    [Fact]
    public async Task Keeps_an_errand_until_it_is_answered()
    {
        courier.Answers = false;
        await Counter.Add(77, Call.System);
        await host.Deliver(Type, "counter-x");
        Assert.Single(host.Storage.ErrandsOf(Type, "counter-x"));
        Assert.Equal(host.Clock.GetUtcNow() + TimeSpan.FromSeconds(10), await Due.Look());
        courier.Answers = true;
        await host.Deliver(Type, "counter-x");
        Assert.Empty(host.Storage.ErrandsOf(Type, "counter-x"));
        Assert.Null(await Due.Look());
        Assert.Equal(new Outcome<int>.Done(77, 1), await Counter.View());
    }

    [Fact]
    public async Task Does_what_time_itself_commands()
    {
        var at = host.Clock.GetUtcNow().AddMinutes(5);
        await Counter.Wake(at);
        Assert.Equal(at, await Due.Look());
        host.Clock.SetUtcNow(at);
        Assert.Null(await Due.Look());
        Assert.Equal(
            "counter.rung",
            host.Storage.Envelopes.Last().GetProperty("events")[0]
                .GetProperty("event").GetProperty("$type").GetString());
    }

    [Theory]
    [InlineData(Fault.ThrowsBefore)]
    [InlineData(Fault.ThrowsAfter)]
    internal async Task Answers_nobody_after_a_failed_write_and_does_the_command_once_when_asked_again(Fault fault)
    {
        var call = Call.System with { Key = new("k", "body") };
        await Counter.View();
        host.Storage.Close();
        host.Storage.Fault = fault;
        Task<Outcome<int>>[] all = [.. Enumerable.Range(0, 10).Select(_ => Counter.Raise(5, call)), Counter.View()];
        host.Storage.Open();
        await Assert.ThrowsAsync<StoreUnavailableException>(() => all[0]);
        foreach (var one in all[1..]) await TrueOrUnavailable(one, fault);

        host.Storage.Fault = Fault.None;
        var again = await Counter.Raise(5, call);
        Assert.True(again == new Outcome<int>.Done(5, 1) || again == new Outcome<int>.Repeated("k"), $"{again}");
        Assert.Equal(new Outcome<int>.Done(5, 1), await Counter.View());
        Assert.Single(host.Storage.Envelopes);
    }

    private protected abstract ICounterGrain Find(IGrainFactory grains);

    // Who is answered by the next activation already hears what is stored, and nothing else. Orleans itself says no to
    // a call that it has handed on twice.
    private static async Task TrueOrUnavailable(Task<Outcome<int>> one, Fault fault)
    {
        try
        {
            var outcome = await one;
            var stored = fault == Fault.ThrowsAfter;
            Assert.Contains(outcome, stored ? [new Outcome<int>.Repeated("k"), new Outcome<int>.Done(5, 1)]
                : (Outcome<int>[])[new Outcome<int>.Done(0, 0)]);
        }
        catch (OrleansException no) when (
            no is StoreUnavailableException || no.GetType().Name == "OrleansMessageRejectionException")
        {
        }
    }

    private sealed class Courier : ICourier
    {
        public bool Answers { get; set; } = true;

        public bool Carries(Errand errand) => true;

        public Task<bool> Deliver(Errand errand) => Task.FromResult(Answers);
    }
}

public sealed class TheShell : AnyShell
{
    protected override string Type => "lone-counter";

    [Fact]
    public async Task Leaves_memory_once_a_look_finds_it_at_rest()
    {
        var at = Host.Clock.GetUtcNow().AddMinutes(5);
        await Counter.Wake(at);
        Assert.Equal(at, await Due.Look());
        var reads = Host.Storage.Reads;
        await Counter.View();
        Assert.Equal(reads, Host.Storage.Reads);

        Host.Clock.SetUtcNow(at);
        Assert.Null(await Due.Look());
        await Counter.View();
        Assert.Equal(reads + 1, Host.Storage.Reads);
    }

    [Fact]
    public async Task Writes_what_an_errand_brought_together_with_its_acknowledgement()
    {
        StopAnswering();
        await Counter.Add(78, Call.System);
        await Host.Deliver(Type, "counter-x");
        var writes = Host.Storage.Envelopes.Count;
        var number = Assert.Single(Host.Storage.ErrandsOf(Type, "counter-x")).Number;
        var due = Host.Grains.GetGrain<IDueGrain>(GrainId.Create(Type, "counter-x"));

        await due.Acknowledge([number]);
        Assert.Single(Host.Storage.ErrandsOf(Type, "counter-x"));
        Assert.Equal(writes, Host.Storage.Envelopes.Count);

        await Host.Grains.GetGrain<ILoneCounterGrain>("counter-x").Bring(5, Kernel.Counter.Finding);
        Assert.Equal(new Outcome<int>.Done(78, 1), await Counter.View());
        await due.Acknowledge([number]);
        Assert.Equal(new Outcome<int>.Done(83, 2), await Counter.View());
        Assert.Empty(Host.Storage.ErrandsOf(Type, "counter-x"));
        Assert.Equal(writes + 1, Host.Storage.Envelopes.Count);
    }

    [Fact]
    public async Task Forgets_what_is_brought_for_an_errand_that_was_acknowledged_before()
    {
        StopAnswering();
        var lone = Host.Grains.GetGrain<ILoneCounterGrain>("counter-x");
        var due = Host.Grains.GetGrain<IDueGrain>(GrainId.Create(Type, "counter-x"));
        await Counter.Add(78, Call.System);
        await lone.Bring(5, Kernel.Counter.Finding);
        await due.Acknowledge([Assert.Single(Host.Storage.ErrandsOf(Type, "counter-x")).Number]);
        await lone.Bring(6, Kernel.Counter.Finding);

        await Counter.Add(-70, Call.System);
        await Counter.Add(78, Call.System);
        var again = Assert.Single(Host.Storage.ErrandsOf(Type, "counter-x")).Number;
        await due.Acknowledge([again]);
        Assert.Equal(again, Assert.Single(Host.Storage.ErrandsOf(Type, "counter-x")).Number);
        Assert.Equal(91, Assert.IsType<Outcome<int>.Done>(await Counter.View()).Value);
    }

    private protected override ICounterGrain Find(IGrainFactory grains) =>
        grains.GetGrain<ILoneCounterGrain>("counter-x");
}
