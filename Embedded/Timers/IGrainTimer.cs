namespace Orleans.Runtime;

/// <summary>A timer of one activation; gone with it.</summary>
public interface IGrainTimer : IDisposable
{
    /// <summary>Sets when it ticks next, and how often then.</summary>
    void Change(TimeSpan dueTime, TimeSpan period);
}
