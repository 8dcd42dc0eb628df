using Commerce.Grains.Kernel;

namespace Commerce.Grains.Customers;

/// <summary>Lists customers from their read tables.</summary>
[Alias("customer-list")]
public interface ICustomerListGrain : IGrainWithStringKey
{
    /// <summary>The customers that fit, newest first.</summary>
    /// <remarks>Refusals: <see cref="CursorInvalid"/>, <see cref="SortUnknown"/>. Sort names: <c>-created</c> (the
    /// list's own order), <c>created</c>, <c>name</c>, <c>-name</c>.</remarks>
    /// <param name="filter">Which customers.</param>
    /// <param name="page">Which page.</param>
    [Alias("list")]
    Task<Outcome<Page<CustomerListEntry>>> List(CustomerFilter filter, PageRequest page);
}

/// <summary>Which customers are wanted.</summary>
/// <param name="Words">The beginning of one of their names or of their address (UCL-03); null for all.</param>
/// <param name="ClassId">Those of a class, whatever staff said of it; null for all.</param>
/// <param name="Membership"><c>approved</c>, <c>pending</c> or <c>refused</c>, together with the class.</param>
[GenerateSerializer, Immutable, Alias("customer-filter")]
public sealed record CustomerFilter(string? Words, string? ClassId, string? Membership)
{
    /// <summary>Says nothing of the person.</summary>
    public override string ToString() => "CustomerFilter";
}

/// <summary>One customer in a list.</summary>
/// <param name="Id">Their id.</param>
/// <param name="Name">What they are called.</param>
/// <param name="Email">By which they sign in.</param>
/// <param name="TaxExempt">Pays no tax.</param>
/// <param name="CreatedAt">Since when there is an account.</param>
[GenerateSerializer, Immutable, Alias("customer-list-entry")]
public sealed record CustomerListEntry(
    CustomerId Id, string Name, string Email, bool TaxExempt, DateTimeOffset CreatedAt)
{
    /// <summary>Says nothing of the person.</summary>
    public override string ToString() => $"CustomerListEntry {{ {Id} }}";
}
