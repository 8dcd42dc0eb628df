using Commerce.Grains.Mails;
using Commerce.Silo.Gateways.Outbox;
using Commerce.Silo.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace Commerce.Silo.Tests.Gateways;

public sealed class WatchingTheOutbox : IAsyncDisposable
{
    private const int Deadline = 30_000;

    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(200);

    private readonly HandClock clock = new();
    private readonly OutboxInMemory outbox = new();
    private readonly TransportInMemory transport = new();
    private readonly OutboxSignal signal = new();
    private readonly OutboxPump pump;

    public WatchingTheOutbox() => pump = new(
        outbox, transport, new FirstWordings(), signal, new() { Period = Period, Gather = Gather }, new(), clock,
        NullLogger<OutboxPump>.Instance);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await pump.StopAsync(CancellationToken.None);
        pump.Dispose();
    }

    [Fact(Timeout = Deadline)]
    public async Task Looks_at_once_and_then_after_each_period()
    {
        await Started();
        await Again(() => clock.Advance(Period));
        await Again(() => clock.Advance(Period));

        Assert.Equal(3, outbox.Leases);
    }

    [Fact(Timeout = Deadline)]
    public async Task Looks_when_it_is_called()
    {
        await Started();
        await Called();
        await Again(() => clock.Advance(Gather));

        Assert.Equal(2, outbox.Leases);
    }

    [Fact(Timeout = Deadline)]
    public async Task Waits_for_more_once_it_is_called()
    {
        await Started();
        await Called();
        await clock.Advance(Gather - TimeSpan.FromMilliseconds(1));
        Assert.Equal(1, outbox.Leases);

        await Again(() => clock.Advance(TimeSpan.FromMilliseconds(1)));
        Assert.Equal(2, outbox.Leases);
    }

    [Fact(Timeout = Deadline)]
    public async Task Does_not_wait_for_more_while_there_is_more()
    {
        var many = new OutboxSettings().Batch + 1;
        foreach (var number in Enumerable.Range(1, many)) Store($"order-{number:D3}.1.0");
        var last = new TaskCompletionSource();
        transport.Before = (_, _) =>
        {
            if (transport.Sent.Count == many - 1) last.SetResult();
            return Task.CompletedTask;
        };
        await pump.StartAsync(Stop);
        await last.Task;

        Assert.Equal(2, outbox.Leases);
    }

    [Fact(Timeout = Deadline)]
    public async Task Hears_a_call_that_came_while_it_was_sending()
    {
        var sending = new TaskCompletionSource<Task>();
        transport.Before = (_, _) =>
        {
            signal.Wake();
            sending.SetResult(outbox.NextLease());
            return Task.CompletedTask;
        };
        Store("order-1.1.0");
        await pump.StartAsync(Stop);
        var next = await sending.Task;
        await clock.TimersSet(1, Gather);
        await clock.Advance(Gather);
        await next;

        Assert.Single(transport.Sent);
        Assert.Equal(2, outbox.Leases);
    }

    [Fact(Timeout = Deadline)]
    public async Task Goes_on_after_the_database_was_away()
    {
        outbox.FailsWith = new IOException();
        Store("order-1.1.0");
        await Started();
        outbox.FailsWith = null;
        var sent = outbox.NextSent();
        await clock.Advance(Period);
        await sent;

        Assert.Single(transport.Sent);
    }

    [Theory(Timeout = Deadline)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Marks_what_left_while_it_is_told_to_stop(bool known)
    {
        transport.TakesRepeats = known;
        var sending = new TaskCompletionSource();
        var goOn = new TaskCompletionSource();
        transport.Before = async (_, _) =>
        {
            sending.SetResult();
            await goOn.Task;
        };
        Store("order-1.1.0");
        Store("order-2.1.0");
        await pump.StartAsync(Stop);
        await sending.Task;
        var stopped = pump.StopAsync(CancellationToken.None);
        Assert.False(stopped.IsCompleted);
        goOn.SetResult();
        await stopped;

        Assert.NotNull(outbox["order-1.1.0"].SentAt);
        Assert.Null(outbox["order-2.1.0"].SentAt);
        Assert.Empty(outbox["order-2.1.0"].Errors);
    }

    [Fact(Timeout = Deadline)]
    public async Task Counts_a_sending_that_a_stop_cut_off_as_none()
    {
        var sending = new TaskCompletionSource();
        transport.Before = (_, stop) =>
        {
            sending.SetResult();
            return Task.Delay(Timeout.InfiniteTimeSpan, clock, stop);
        };
        Store("order-1.1.0");
        await pump.StartAsync(Stop);
        await sending.Task;
        await pump.StopAsync(CancellationToken.None);

        Assert.Empty(transport.Sent);
        Assert.Empty(outbox["order-1.1.0"].Errors);
    }

    // After its look the pump waits; only then time may pass, or the wait would begin too late.
    private async Task Started()
    {
        await pump.StartAsync(Stop);
        await clock.TimersSet(1);
    }

    private async Task Called()
    {
        signal.Wake();
        await clock.TimersSet(1, Gather);
    }

    private async Task Again(Func<Task> cause)
    {
        var looked = outbox.NextLease();
        await cause();
        await looked;
        await clock.TimersSet(1);
    }

    private void Store(string id)
    {
        var denied = OrderMails.DelayedDenied(3_000_000, clock.GetUtcNow(), "ada@example.org");
        outbox.Add(new(id, denied.Kind, denied.Template, denied.To, denied.Values, Attempts: 0, clock.GetUtcNow()));
    }
}
