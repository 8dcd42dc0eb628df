namespace Orleans.Runtime;

/// <summary>A reminder that is kept until it is unregistered.</summary>
public interface IGrainReminder
{
    /// <summary>Its name, unique in its grain.</summary>
    string ReminderName { get; }
}

/// <summary>Which tick of a reminder this is.</summary>
public readonly struct TickStatus(DateTime firstTickTime, TimeSpan period, DateTime timeStamp)
{
    /// <summary>When it was to tick first.</summary>
    public DateTime FirstTickTime => firstTickTime;

    /// <summary>How often it ticks.</summary>
    public TimeSpan Period => period;

    /// <summary>When this tick came.</summary>
    public DateTime CurrentTickTime => timeStamp;

    /// <summary>All three.</summary>
    public override string ToString() => $"<{firstTickTime:O}, {period}, {timeStamp:O}>";
}
