namespace Commerce.Grains.Access;

/// <summary>Whom a key is for.</summary>
[GenerateSerializer, Alias("access-kind")]
public enum AccessKind
{
    /// <summary>A storefront: safe to publish, opens what shoppers may see (H-07).</summary>
    Storefront,

    /// <summary>A person of the shop, with roles.</summary>
    Admin,
}

/// <summary>What staff may do (H-07).</summary>
[Flags, GenerateSerializer, Alias("access-roles")]
public enum AccessRoles
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Looks at everything, changes nothing.</summary>
    Reader = 1,

    /// <summary>Ships orders and counts stock.</summary>
    Fulfilment = 2,

    /// <summary>Helps customers with their orders.</summary>
    Service = 4,

    /// <summary>Keeps the products.</summary>
    Catalog = 8,

    /// <summary>Keeps the money.</summary>
    Finance = 16,

    /// <summary>May do everything, keys included.</summary>
    Owner = 32,
}
