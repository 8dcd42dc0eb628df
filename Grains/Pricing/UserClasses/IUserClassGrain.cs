using Commerce.Grains.Kernel;

namespace Commerce.Grains.Pricing.UserClasses;

/// <summary>One user class, keyed by its id (UCL-01): a named group of customers with prices of its own. Who is in it
/// stands with the customers.</summary>
[Alias("user-class")]
public interface IUserClassGrain : IGrainWithStringKey
{
    /// <summary>Makes it; the same name again is done already.</summary>
    /// <remarks>Refusals: <see cref="InvalidValue"/>, <see cref="NotAllowed"/> when it exists under another
    /// name.</remarks>
    /// <param name="name">1 to 200 characters.</param>
    /// <param name="call">Who asks.</param>
    [Alias("create")]
    Task<Outcome<UserClassView>> Create(string name, Call call);

    /// <summary>Gives it another name (UCL-02).</summary>
    /// <remarks>Refusals: <see cref="NotFound"/>, <see cref="InvalidValue"/>.</remarks>
    /// <param name="name">1 to 200 characters.</param>
    /// <param name="call">Who asks.</param>
    [Alias("rename")]
    Task<Outcome<UserClassView>> Rename(string name, Call call);

    /// <summary>Ends it for good: its prices and members count for nothing any more (UCL-02).</summary>
    /// <remarks>Refusals: <see cref="NotFound"/>.</remarks>
    /// <param name="call">Who asks.</param>
    [Alias("remove")]
    Task<Outcome<UserClassView>> Remove(Call call);

    /// <summary>Reads it.</summary>
    /// <remarks>Refusals: <see cref="NotFound"/>.</remarks>
    [Alias("view")]
    Task<Outcome<UserClassView>> View();
}

/// <summary>A user class.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="ChangedAt">When it was last changed.</param>
[GenerateSerializer, Immutable, Alias("user-class-view")]
public sealed record UserClassView(ClassId Id, string Name, DateTimeOffset CreatedAt, DateTimeOffset ChangedAt);

/// <summary>A user class in a list, with how many are in it (UCL-07).</summary>
/// <param name="Class">The class.</param>
/// <param name="Members">Customers who are in it or want to be.</param>
/// <param name="Approved">Those whom staff approved.</param>
[GenerateSerializer, Immutable, Alias("user-class-entry")]
public sealed record UserClassEntry(UserClassView Class, long Members, long Approved);

/// <summary>Lists user classes from their read table.</summary>
[Alias("user-class-list")]
public interface IUserClassListGrain : IGrainWithStringKey
{
    /// <summary>All classes that are not ended.</summary>
    /// <remarks>Refusals: <see cref="CursorInvalid"/>, <see cref="SortUnknown"/>. Sort names: <c>name</c>,
    /// <c>-created</c>.</remarks>
    /// <param name="page">Which page.</param>
    [Alias("list")]
    Task<Outcome<Page<UserClassEntry>>> List(PageRequest page);

    /// <summary>How many memberships of classes staff have not approved (UCL-07, ADM-07).</summary>
    [Alias("unapproved")]
    Task<Outcome<long>> Unapproved();
}
