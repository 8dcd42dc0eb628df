using System.Globalization;
using Commerce.Kit;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;

namespace Commerce.Engine.Tests;

public sealed class Reminding : OnAnEngine
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private IRemindedGrain Grain => Grains.GetGrain<IRemindedGrain>("reminded-1");

    [Fact]
    public async Task Comes_when_due_and_then_every_period()
    {
        await Grain.Register("tea", Minute, 2 * Minute);
        await Again();
        foreach (var (pass, time) in new[] { (1, "00:01"), (2, "00:03"), (2, "00:05") })
        {
            Engine.Pass(pass * Minute);
            await Script.On($"tea {time}, first 00:01, every 00:02:00");
            await Again();
        }
    }

    [Fact, EmbeddedAlone("Orleans arms its timer for a reminder when it comes to it: none can be waited for here.")]
    public async Task Wakes_a_grain_that_has_left()
    {
        await Grain.Register("tea", 60 * Minute, 60 * Minute);
        await Again();
        await Engine.LeaveAlone(59 * Minute);
        Assert.Equal(1, Script.Counted("made"));

        // As Again, without waking it.
        await Grains.GetGrain<IRemindedGrain>("reminded-2").All();
        Engine.Pass(Minute);
        await Script.On("tea 01:00, first 01:00, every 01:00:00");
        Assert.Equal(3, Script.Counted("made"));
    }

    [Fact]
    public async Task Is_refused_more_often_than_once_a_minute() =>
        await Assert.ThrowsAsync<ArgumentException>(() => Grain.Register("tea", Minute, TimeSpan.FromSeconds(59)));

    [Fact]
    public async Task Is_not_kept_for_whom_it_was_cancelled()
    {
        Assert.True(await Grain.RegisterCancelled("tea", Minute));
        Assert.Empty(await Grain.All());
    }

    [Fact]
    public async Task Is_found_by_its_name_and_in_the_list()
    {
        await Grain.Register("tea", Minute, Minute);
        Assert.Equal(("tea", ""), (await Grain.Find("tea"), await Grain.Find("coffee")));
        Assert.Equal(["tea"], await Grain.All());
    }

    [Fact]
    public async Task Takes_the_last_time_that_was_set()
    {
        await Grain.Register("tea", Minute, Minute);
        await Grain.Register("tea", 10 * Minute, 10 * Minute);
        await Again();
        Engine.Pass(10 * Minute);
        await Script.On("tea 00:10, first 00:10, every 00:10:00");
        Assert.Equal(1, Script.Counted("reminded"));
    }

    [Fact]
    public async Task Ends_when_it_is_unregistered()
    {
        await Grain.Register("tea", Minute, Minute);
        await Grain.Register("coffee", 10 * Minute, 10 * Minute);
        await Grain.Unregister("tea");
        await Again();
        Engine.Pass(10 * Minute);
        await Script.On("coffee 00:10, first 00:10, every 00:10:00");
        Assert.Equal(1, Script.Counted("reminded"));
        Assert.Equal(["coffee"], await Grain.All());
    }

    [Fact]
    public async Task Goes_on_after_a_failure()
    {
        Script.Count("fail when reminded");
        await Grain.Register("tea", Minute, Minute);
        await Again();
        Engine.Pass(Minute);
        await Script.On("tea 00:01, first 00:01, every 00:01:00");
        await Again();
        Engine.Pass(Minute);
        await Script.On("tea 00:02, first 00:01, every 00:01:00");
    }

    [Fact]
    public async Task Goes_on_after_a_restart()
    {
        var grain = Grain.GetGrainId();
        await Grain.Register("tea", Minute, 2 * Minute);
        var kept = Engine.Services.GetRequiredService<IReminderTable>();
        var row = (await kept.ReadRows(grain, TestContext.Current.CancellationToken)).Reminders.Single();
        var table = new OneReminder(row);
        await using var restarted = await EngineHost.Start(services => services.AddSingleton<IReminderTable>(table));
        await restarted.Grains.GetGrain<IRemindedGrain>("reminded-1").All();
        restarted.Pass(3 * Minute);
        await restarted.Script.On("tea 00:03, first 00:01, every 00:02:00");
    }

    // Until the reminder waits for its next time: a question that takes the same way.
    private Task<List<string>> Again() => Grain.All();

    private sealed class OneReminder(ReminderEntry row) : IReminderTable
    {
        public Task StartAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

        public Task<ReminderTableData> ReadRows(GrainId grainId) => Task.FromResult(new ReminderTableData(row));

        public Task<ReminderTableData> ReadRows(uint begin, uint end) => Task.FromResult(new ReminderTableData(row));

        public Task<ReminderEntry?> ReadRow(GrainId grainId, string reminderName) =>
            Task.FromResult<ReminderEntry?>(row);

        public Task<string?> UpsertRow(ReminderEntry entry) => Task.FromResult<string?>(null);

        public Task<bool> RemoveRow(GrainId grainId, string reminderName, string eTag) => Task.FromResult(false);

        public Task TestOnlyClearTable() => Task.CompletedTask;
    }
}

public interface IRemindedGrain : IGrainWithStringKey
{
    Task Register(string name, TimeSpan due, TimeSpan period);

    Task<bool> RegisterCancelled(string name, TimeSpan period);

    Task Unregister(string name);

    Task<string> Find(string name);

    Task<List<string>> All();
}

public sealed class RemindedGrain : Grain, IRemindedGrain, IRemindable
{
    private readonly Script script;

    public RemindedGrain(Script script)
    {
        this.script = script;
        script.Count("made");
    }

    public Task Register(string name, TimeSpan due, TimeSpan period) =>
        this.RegisterOrUpdateReminder(name, due, period);

    public async Task<bool> RegisterCancelled(string name, TimeSpan period)
    {
        try
        {
            await this.RegisterOrUpdateReminder(name, period, period, new CancellationToken(canceled: true));
            return false;
        }
        catch (OperationCanceledException)
        {
            return true;
        }
    }

    public async Task Unregister(string name)
    {
        if (await this.GetReminder(name) is { } reminder) await this.UnregisterReminder(reminder);
    }

    public async Task<string> Find(string name) => (await this.GetReminder(name))?.ReminderName ?? "";

    public async Task<List<string>> All() => [.. (await this.GetReminders()).Select(found => found.ReminderName)];

    public Task ReceiveReminder(string reminderName, TickStatus status)
    {
        script.Count("reminded");
        script.Give($"{reminderName} {Time(status.CurrentTickTime)}, first {Time(status.FirstTickTime)}, "
            + $"every {status.Period}");
        if (script.Counted("fail when reminded") > 0) throw new InvalidOperationException("Not now.");
        return Task.CompletedTask;
    }

    private static string Time(DateTime time) => time.ToString("HH:mm", CultureInfo.InvariantCulture);
}
