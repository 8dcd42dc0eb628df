using Commerce.Grains.Customers;
using Commerce.Grains.Kernel;

namespace Commerce.Grains.Certificates;

/// <summary>Lists gift certificates from their read tables (GC-21, GC-22).</summary>
[Alias("certificate-list")]
public interface ICertificateListGrain : IGrainWithStringKey
{
    /// <summary>A page of certificates.</summary>
    /// <remarks>Refusals: <see cref="CursorInvalid"/>, <see cref="SortUnknown"/>. Sort names: <c>-issued</c>,
    /// <c>issued</c>, <c>expires</c>, <c>-expires</c>.</remarks>
    /// <param name="filter">Which ones.</param>
    /// <param name="page">Which page.</param>
    [Alias("list")]
    Task<Outcome<Page<CertificateListEntry>>> List(CertificateFilter filter, PageRequest page);

    /// <summary>The certificate with a number; null: there is none.</summary>
    /// <param name="number">The number.</param>
    [Alias("find")]
    Task<CertificateId?> Find(long number);

    /// <summary>What the shop owes for certificates (MON-15).</summary>
    [Alias("liability")]
    Task<Outcome<ImmutableArray<LiabilityQuarter>>> Liability();
}

/// <summary>Which certificates are wanted; null: all.</summary>
/// <param name="Kind"><c>purchased</c> or <c>issued</c>.</param>
/// <param name="Status">See <see cref="CertificateStatus"/>.</param>
/// <param name="Owner">Whose.</param>
/// <param name="Buyer">Bought by whom.</param>
/// <param name="IssuedBy">Issued by which staff.</param>
/// <param name="From">Issued at or after this time (GC-22).</param>
/// <param name="To">Issued before this time.</param>
[GenerateSerializer, Immutable, Alias("certificate-filter")]
public sealed record CertificateFilter(
    string? Kind, string? Status, CustomerId? Owner, CustomerId? Buyer, string? IssuedBy,
    DateTimeOffset? From = null, DateTimeOffset? To = null);

/// <summary>A certificate in a list.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Number">For people.</param>
/// <param name="Kind"><c>purchased</c> or <c>issued</c>.</param>
/// <param name="Status">See <see cref="CertificateStatus"/>.</param>
/// <param name="Amount">What it was issued for.</param>
/// <param name="Left">What is left on it.</param>
/// <param name="Owner">Whose it is.</param>
/// <param name="Buyer">Who bought it.</param>
/// <param name="IssuedBy">Which staff issued it.</param>
/// <param name="IssuedAt">When.</param>
/// <param name="ExpiresAt">When it expires.</param>
[GenerateSerializer, Immutable, Alias("certificate-list-entry")]
public sealed record CertificateListEntry(
    CertificateId Id,
    long Number,
    string Kind,
    string Status,
    Money Amount,
    Money Left,
    CustomerId? Owner,
    CustomerId? Buyer,
    string? IssuedBy,
    DateTimeOffset IssuedAt,
    DateTimeOffset ExpiresAt);
