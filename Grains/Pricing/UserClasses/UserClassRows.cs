using Commerce.Grains.Kernel;

namespace Commerce.Grains.Pricing.UserClasses;

/// <summary>A class in the read table <c>user_classes</c>.</summary>
internal sealed record UserClassRow(string Name, string NameKey, long CreatedAt, long ChangedAt)
{
    public static RowSet Of(UserClassState state) => state switch
    {
        UserClassState.Open s => RowSet.None.With("user_classes", [new UserClassRow(
            s.Name,
            s.Name.ToLowerInvariant(),
            s.CreatedAt.ToUnixTimeMilliseconds(),
            s.ChangedAt.ToUnixTimeMilliseconds())]),
        UserClassState.Ended => RowSet.None.With("user_classes", []),
        _ => RowSet.None,
    };
}
