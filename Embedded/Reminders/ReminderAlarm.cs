using Orleans;
using Orleans.Runtime;

namespace Commerce.Embedded;

/// <summary>Rings at each time of one reminder.</summary>
internal sealed class ReminderAlarm : IDisposable
{
    // A timer takes no longer than some 49 days.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(40);

    private readonly Engine engine;
    private readonly ReminderEntry entry;
    private readonly IRemindable grain;
    private readonly ITimer timer;
    private DateTime next;

    public ReminderAlarm(Engine engine, ReminderEntry entry)
    {
        this.engine = engine;
        this.entry = entry;
        grain = GrainReference.To<IRemindable>(engine, entry.GrainId);
        next = entry.StartAt;
        timer = engine.Clock.CreateSilentTimer(static alarm => ((ReminderAlarm)alarm!).Ring(), this);
    }

    private DateTime Now => engine.Clock.GetUtcNow().UtcDateTime;

    /// <summary>Sets the timer to the first time of the reminder that is not past.</summary>
    public void Arm()
    {
        var now = Now;
        if (next < now) next += entry.Period * Math.Ceiling((now - next) / entry.Period);
        var wait = next - now;
        timer.Change(wait < Longest ? wait : Longest, Timeout.InfiniteTimeSpan);
    }

    public void Dispose() => timer.Dispose();

    private void Ring()
    {
        var due = Now >= next;
        if (due) next += entry.Period;

        // A period is longer than a caller's patience, so that ticks do not pile up.
        Arm();
        if (due) Remind().Ignore();
    }

    private async Task Remind()
    {
        try
        {
            await grain.ReceiveReminder(entry.ReminderName, new TickStatus(entry.StartAt, entry.Period, Now));
        }
        catch (Exception failure)
        {
            Log.ReminderFailed(engine.Log, failure, entry.GrainId, entry.ReminderName);
        }
    }
}
