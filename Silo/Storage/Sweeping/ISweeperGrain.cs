namespace Commerce.Silo.Storage.Sweeping;

/// <summary>Looks after one shard of what is due, keyed <c>sweeper-0</c> to <c>sweeper-3</c>.</summary>
[Alias("sweeper")]
public interface ISweeperGrain : IGrainWithStringKey, IRemindable
{
    /// <summary>Starts sweeping, if it does not already.</summary>
    [Alias("wake")]
    Task Wake();
}
