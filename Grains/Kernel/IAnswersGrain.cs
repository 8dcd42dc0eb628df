namespace Commerce.Grains.Kernel;

/// <summary>Finds the kept answers to repeated requests (H-01).</summary>
[Alias("answers")]
public interface IAnswersGrain : IGrainWithStringKey
{
    /// <summary>The answer kept under a key, or null when none is kept (any more).</summary>
    /// <param name="key">See <see cref="CallKey.Key"/>.</param>
    [Alias("find")]
    Task<KeptAnswer?> Find(string key);
}

/// <summary>An answer given before.</summary>
/// <param name="RequestId">The request that was answered then.</param>
/// <param name="OutcomeJson">The outcome in the kernel's JSON form.</param>
[GenerateSerializer, Immutable, Alias("kept-answer")]
public sealed record KeptAnswer(string? RequestId, string OutcomeJson);
