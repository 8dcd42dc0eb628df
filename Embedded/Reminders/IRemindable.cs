using Orleans.Runtime;

namespace Orleans;

/// <summary>A grain that can be reminded, even after a restart.</summary>
public interface IRemindable : IGrain
{
    /// <summary>A reminder of this grain is due.</summary>
    Task ReceiveReminder(string reminderName, TickStatus status);
}
