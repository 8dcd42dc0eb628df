using Commerce.Grains.Kernel;

namespace Commerce.Grains.Problems;

/// <summary>The problem log: what only a person can settle (PRB-01).</summary>
[Alias("problems")]
public interface IProblemsGrain : IGrainWithStringKey
{
    /// <summary>The problems that fit, those found last first (PRB-02).</summary>
    /// <remarks>Refusals: <see cref="CursorInvalid"/>, <see cref="SortUnknown"/>. Sort names: <c>-found</c> (the list's
    /// own order), <c>found</c>.</remarks>
    /// <param name="filter">Which problems.</param>
    /// <param name="page">Which page.</param>
    [Alias("list")]
    Task<Outcome<Page<ProblemView>>> List(ProblemFilter filter, PageRequest page);

    /// <summary>Reads one.</summary>
    /// <remarks>Refusals: <see cref="NotFound"/>.</remarks>
    /// <param name="id">Which problem.</param>
    [Alias("view")]
    Task<Outcome<ProblemView>> View(ProblemId id);

    /// <summary>Somebody settled it (PRB-03). One that is resolved stays as it is.</summary>
    /// <remarks>Refusals: <see cref="NotFound"/>, <see cref="InvalidValue"/>.</remarks>
    /// <param name="id">Which problem.</param>
    /// <param name="note">What was done, at most 4,000 characters.</param>
    /// <param name="call">Who settled it.</param>
    [Alias("resolve")]
    Task<Outcome<ProblemView>> Resolve(ProblemId id, string? note, Call call);

    /// <summary>How many there are (ADM-02).</summary>
    [Alias("count")]
    Task<Outcome<ProblemCounts>> Count();
}

/// <summary>Which problems are wanted.</summary>
/// <param name="Resolved">Only those that are, or are not, resolved; null for all.</param>
/// <param name="Owner">Only those of an order or a gift certificate; null for all.</param>
[GenerateSerializer, Immutable, Alias("problem-filter")]
public sealed record ProblemFilter(bool? Resolved, string? Owner);

/// <summary>Something that only a person can settle.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Key">The matter's name.</param>
/// <param name="Details">What happened, at most 4,000 characters.</param>
/// <param name="Owner">The order or gift certificate concerned, if one is.</param>
/// <param name="Action">The call that settles it, if one does.</param>
/// <param name="FoundAt">When it was found, the last time it was opened.</param>
/// <param name="Reopened">How often it was found again after it had been resolved.</param>
/// <param name="ResolvedAt">When it was resolved; null: it is open.</param>
/// <param name="ResolvedBy">Who resolved it.</param>
/// <param name="Note">What was noted when it was last resolved.</param>
[GenerateSerializer, Immutable, Alias("problem-view")]
public sealed record ProblemView(
    ProblemId Id,
    string Key,
    string Details,
    string? Owner,
    string? Action,
    DateTimeOffset FoundAt,
    int Reopened,
    DateTimeOffset? ResolvedAt,
    string? ResolvedBy,
    string? Note);

/// <summary>How many problems there are.</summary>
/// <param name="Unresolved">Those that wait for a person.</param>
/// <param name="All">All that ever were found.</param>
[GenerateSerializer, Immutable, Alias("problem-counts")]
public sealed record ProblemCounts(long Unresolved, long All);
