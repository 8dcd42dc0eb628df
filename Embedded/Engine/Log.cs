using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace Commerce.Embedded;

/// <summary>What the engine says.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Error, "{Grain} could not be activated.")]
    public static partial void ActivationFailed(ILogger log, Exception failure, GrainId grain);

    [LoggerMessage(2, LogLevel.Warning, "{Grain} failed while it was deactivated.")]
    public static partial void DeactivationFailed(ILogger log, Exception failure, GrainId grain);

    [LoggerMessage(3, LogLevel.Warning, "{Grain} is dropped: its state is not what is stored.")]
    public static partial void Inconsistent(ILogger log, Exception failure, GrainId grain);

    [LoggerMessage(4, LogLevel.Error, "A timer of {Grain} failed; it ticks on.")]
    public static partial void TickFailed(ILogger log, Exception failure, GrainId grain);

    [LoggerMessage(5, LogLevel.Warning, "{Method} of {Grain} failed, and nobody waited for it.")]
    public static partial void OneWayFailed(ILogger log, Exception failure, string method, GrainId grain);

    [LoggerMessage(6, LogLevel.Error, "{Grain} could not be reminded of {Reminder}; it is at the next time.")]
    public static partial void ReminderFailed(ILogger log, Exception failure, GrainId grain, string reminder);

    [LoggerMessage(7, LogLevel.Warning, "{Count} calls were still running when the engine had to stop.")]
    public static partial void StillRunning(ILogger log, int count);

    [LoggerMessage(8, LogLevel.Warning, "{Count} grains had not gone when the engine had to stop.")]
    public static partial void StillThere(ILogger log, int count);

    [LoggerMessage(9, LogLevel.Information, "{Classes} grain classes, {Reminders} reminders.")]
    public static partial void Started(ILogger log, int classes, int reminders);
}
