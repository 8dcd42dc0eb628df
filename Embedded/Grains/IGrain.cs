using Orleans.Runtime;

namespace Orleans;

/// <summary>Every grain interface.</summary>
public interface IGrain : IAddressable;

/// <summary>A grain whose key is a text.</summary>
public interface IGrainWithStringKey : IGrain;
