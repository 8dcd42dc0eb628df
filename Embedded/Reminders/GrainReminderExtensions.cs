using Commerce.Embedded;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;

namespace Orleans;

/// <summary>What a grain may do with its reminders.</summary>
public static class GrainReminderExtensions
{
    /// <summary>Reminds the grain from then on, once a period, which is a minute at least.</summary>
    public static Task<IGrainReminder> RegisterOrUpdateReminder(
        this Grain grain, string reminderName, TimeSpan dueTime, TimeSpan period) =>
        RegisterOrUpdateReminder((IGrainBase)grain, reminderName, dueTime, period);

    /// <inheritdoc cref="RegisterOrUpdateReminder(Grain, string, TimeSpan, TimeSpan)"/>
    public static Task<IGrainReminder> RegisterOrUpdateReminder(
        this IGrainBase grain, string reminderName, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(grain);
        ArgumentException.ThrowIfNullOrEmpty(reminderName);
        if (grain is not IRemindable)
            throw new InvalidOperationException($"{grain.GetType()} is not {nameof(IRemindable)}.");
        return Of(grain).Register(grain.GrainContext.GrainId, reminderName, dueTime, period);
    }

    /// <summary>The same, unless the token was cancelled before.</summary>
    public static Task<IGrainReminder> RegisterOrUpdateReminder(
        this Grain grain,
        string reminderName,
        TimeSpan dueTime,
        TimeSpan period,
        CancellationToken cancellationToken) =>
        cancellationToken.IsCancellationRequested
            ? Task.FromCanceled<IGrainReminder>(cancellationToken)
            : RegisterOrUpdateReminder(grain, reminderName, dueTime, period);

    /// <summary>Reminds no longer.</summary>
    public static Task UnregisterReminder(this Grain grain, IGrainReminder reminder) =>
        UnregisterReminder((IGrainBase)grain, reminder);

    /// <inheritdoc cref="UnregisterReminder(Grain, IGrainReminder)"/>
    public static Task UnregisterReminder(this IGrainBase grain, IGrainReminder reminder) =>
        Of(grain).Unregister(grain.GrainContext.GrainId, reminder);

    /// <summary>The reminder of that name, if there is one.</summary>
    public static Task<IGrainReminder?> GetReminder(this Grain grain, string reminderName) =>
        GetReminder((IGrainBase)grain, reminderName);

    /// <inheritdoc cref="GetReminder(Grain, string)"/>
    public static Task<IGrainReminder?> GetReminder(this IGrainBase grain, string reminderName) =>
        Of(grain).Find(grain.GrainContext.GrainId, reminderName);

    /// <summary>The grain's reminders.</summary>
    public static Task<List<IGrainReminder>> GetReminders(this Grain grain) => GetReminders((IGrainBase)grain);

    /// <inheritdoc cref="GetReminders(Grain)"/>
    public static Task<List<IGrainReminder>> GetReminders(this IGrainBase grain) =>
        Of(grain).FindAll(grain.GrainContext.GrainId);

    private static ReminderClock Of(IGrainBase grain) =>
        grain.GrainContext.ActivationServices.GetRequiredService<ReminderClock>();
}
