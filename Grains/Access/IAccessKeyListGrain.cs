using Commerce.Grains.Kernel;

namespace Commerce.Grains.Access;

/// <summary>Lists keys from their read table.</summary>
[Alias("access-key-list")]
public interface IAccessKeyListGrain : IGrainWithStringKey
{
    /// <summary>All keys, newest first; revoked ones too.</summary>
    /// <remarks>Refusals: <see cref="CursorInvalid"/>, <see cref="SortUnknown"/>. Sort names: <c>-created</c> (the
    /// list's own order), <c>created</c>.</remarks>
    /// <param name="page">Which page.</param>
    [Alias("list")]
    Task<Outcome<Page<AccessKeyView>>> List(PageRequest page);
}
