using Orleans.Core;

namespace Orleans.Core
{
    /// <summary>Something stored.</summary>
    public interface IStorage
    {
        /// <summary>The version last read or written.</summary>
        string? Etag { get; }

        /// <summary>Whether anything is stored.</summary>
        bool RecordExists { get; }

        /// <summary>Removes what is stored.</summary>
        Task ClearStateAsync();

        /// <summary>Stores it. Called while a write is under way, it waits and shares the next one.</summary>
        Task WriteStateAsync();

        /// <summary>Reads it again.</summary>
        Task ReadStateAsync();

        /// <summary>Removes what is stored.</summary>
        Task ClearStateAsync(CancellationToken cancellationToken) => ClearStateAsync();

        /// <summary>Stores it. Called while a write is under way, it waits and shares the next one.</summary>
        Task WriteStateAsync(CancellationToken cancellationToken) => WriteStateAsync();

        /// <summary>Reads it again.</summary>
        Task ReadStateAsync(CancellationToken cancellationToken) => ReadStateAsync();
    }

    /// <summary>Something stored, and its value.</summary>
    public interface IStorage<TState> : IStorage
    {
        /// <summary>The value as this grain sees it.</summary>
        TState State { get; set; }
    }
}

namespace Orleans.Runtime
{
    /// <summary>A grain's stored state, read before its first call.</summary>
    public interface IPersistentState<TState> : IStorage<TState>;

    /// <summary>Asks for a stored state of that name.</summary>
    [AttributeUsage(AttributeTargets.Parameter)]
    public class PersistentStateAttribute(string stateName, string? storageName = null) : Attribute
    {
        /// <summary>The state's name.</summary>
        public string StateName { get; } = stateName;

        /// <summary>The store's name; none is the default store.</summary>
        public string? StorageName { get; } = storageName;
    }
}
