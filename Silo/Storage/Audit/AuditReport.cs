namespace Commerce.Silo.Storage.Audit;

/// <summary>One broken rule.</summary>
/// <param name="Invariant"><c>I1</c> to <c>I7</c>.</param>
/// <param name="Subject">The entity or key concerned.</param>
/// <param name="What">What is wrong with it.</param>
public sealed record Violation(string Invariant, string Subject, string What);

/// <summary>What an audit looked at and what it found.</summary>
/// <param name="Looked">How many things each invariant was checked on, by its name.</param>
/// <param name="Attempts">How many attempts stand in each state.</param>
/// <param name="Violations">Everything that is wrong.</param>
public sealed record AuditReport(
    ImmutableSortedDictionary<string, long> Looked,
    ImmutableSortedDictionary<string, long> Attempts,
    ImmutableArray<Violation> Violations)
{
    /// <summary>What could not be checked from here, and who does.</summary>
    public ImmutableArray<string> Unchecked { get; init; } = [];
}
