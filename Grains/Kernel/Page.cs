namespace Commerce.Grains.Kernel;

/// <summary>Which page of a list is wanted (H-05).</summary>
/// <param name="Limit">1 to 250.</param>
/// <param name="Cursor">Opaque place to go on from; null for the start.</param>
/// <param name="Sort">A documented sort name; null for the list's own order.</param>
[GenerateSerializer, Immutable, Alias("page-request")]
public sealed record PageRequest(int Limit, string? Cursor = null, string? Sort = null);

/// <summary>One page of a list.</summary>
/// <typeparam name="T">What is listed.</typeparam>
/// <param name="Items">At most as many as asked for.</param>
/// <param name="Next">Cursor of the next page; null at the end.</param>
[GenerateSerializer, Immutable, Alias("page`1")]
public sealed record Page<T>(ImmutableArray<T> Items, string? Next);

/// <summary>The cursor is not one of this list with this sort and filter.</summary>
[GenerateSerializer, Immutable, Alias("refusal.cursor-invalid")]
public sealed record CursorInvalid() : Refusal(RefusalKind.Invalid, "The cursor does not belong to this list.");

/// <summary>The list cannot be sorted by that.</summary>
/// <param name="Known">The names it can be sorted by.</param>
[GenerateSerializer, Immutable, Alias("refusal.sort-unknown")]
public sealed record SortUnknown(ImmutableArray<string> Known)
    : Refusal(RefusalKind.Invalid, $"The list can be sorted by: {string.Join(", ", Known)}.");
