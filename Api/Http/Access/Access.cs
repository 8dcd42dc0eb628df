using Commerce.Grains.Access;
using Commerce.Grains.Customers;

namespace Commerce.Api.Http;

/// <summary>Who may call a route: stands on every route, and the doorkeeper asks nothing else (H-07).</summary>
/// <param name="Anyone">No key is needed.</param>
/// <param name="Shoppers">A storefront key opens it.</param>
/// <param name="Secret">What a storefront's call must prove besides: that the cart is its own.</param>
/// <param name="Staff">The roles that open it; an owner may do whatever any role may.</param>
internal sealed record Access(bool Anyone, bool Shoppers, Secret Secret, AccessRoles Staff)
{
    /// <summary>A storefront's key is not enough: it takes a customer's token.</summary>
    public bool SignedIn { get; init; }

    private const AccessRoles All = AccessRoles.Reader | AccessRoles.Fulfilment | AccessRoles.Service
        | AccessRoles.Catalog | AccessRoles.Finance | AccessRoles.Owner;

    /// <summary>Everybody.</summary>
    public static Access Open { get; } = new(true, false, Secret.None, AccessRoles.None);

    /// <summary>Any storefront, and staff.</summary>
    public static Access Browse { get; } = new(false, true, Secret.None, All);

    /// <summary>Any storefront.</summary>
    public static Access Shop { get; } = new(false, true, Secret.None, AccessRoles.None);

    /// <summary>Whoever has the cart's token.</summary>
    public static Access OwnCart { get; } = new(false, true, Secret.CartToken, AccessRoles.None);

    /// <summary>Whoever has the token of the order's cart.</summary>
    public static Access OwnOrder { get; } = new(false, true, Secret.OrderToken, AccessRoles.None);

    /// <summary>Whoever is signed in as a customer.</summary>
    public static Access Customers { get; } = Shop with { SignedIn = true };

    /// <summary>Staff who may see customers.</summary>
    public static Access SeeCustomers { get; } = Staffed(
        AccessRoles.Reader | AccessRoles.Service | AccessRoles.Finance | AccessRoles.Owner);

    /// <summary>Staff who help customers.</summary>
    public static Access EditCustomers { get; } = Staffed(AccessRoles.Service | AccessRoles.Owner);

    /// <summary>Any staff.</summary>
    public static Access AnyStaff { get; } = Staffed(All);

    /// <summary>Staff who may see people's orders.</summary>
    public static Access SeeOrders { get; } = Staffed(
        AccessRoles.Reader | AccessRoles.Fulfilment | AccessRoles.Service | AccessRoles.Finance | AccessRoles.Owner);

    /// <summary>The shopper whose order it is, and staff who may see orders.</summary>
    public static Access OwnOrderOrStaff { get; } = SeeOrders with { Shoppers = true, Secret = Secret.OrderToken };

    /// <summary>Staff who ship.</summary>
    public static Access ShipOrders { get; } =
        Staffed(AccessRoles.Fulfilment | AccessRoles.Service | AccessRoles.Owner);

    /// <summary>Staff who set right what is written down of an order.</summary>
    public static Access EditOrders { get; } = Staffed(
        AccessRoles.Fulfilment | AccessRoles.Service | AccessRoles.Finance | AccessRoles.Owner);

    /// <summary>Staff who sell a customer more.</summary>
    public static Access AddToOrders { get; } = Staffed(AccessRoles.Service | AccessRoles.Finance | AccessRoles.Owner);

    /// <summary>Staff who undo orders.</summary>
    public static Access VoidOrders { get; } = Staffed(AccessRoles.Service | AccessRoles.Finance | AccessRoles.Owner);

    /// <summary>Staff who settle what only a person can.</summary>
    public static Access SolveProblems { get; } = Staffed(
        AccessRoles.Fulfilment | AccessRoles.Service | AccessRoles.Finance | AccessRoles.Owner);

    /// <summary>The shopper whose order it is, and staff who settle what only a person can.</summary>
    public static Access OwnOrderOrSolvers { get; } =
        SolveProblems with { Shoppers = true, Secret = Secret.OrderToken };

    /// <summary>Staff who let goods leave unpaid.</summary>
    public static Access ReleaseShipments { get; } = Staffed(AccessRoles.Finance | AccessRoles.Owner);

    /// <summary>Staff who give money back.</summary>
    public static Access Refund { get; } = Staffed(AccessRoles.Service | AccessRoles.Finance | AccessRoles.Owner);

    /// <summary>Staff who keep the products.</summary>
    public static Access EditProducts { get; } = Staffed(AccessRoles.Catalog | AccessRoles.Owner);

    /// <summary>Staff who keep prices and the classes of buyers who have them.</summary>
    public static Access EditPrices { get; } =
        Staffed(AccessRoles.Catalog | AccessRoles.Finance | AccessRoles.Owner);

    /// <summary>Staff who say what is asked for shipping and tax.</summary>
    public static Access EditCharges { get; } = Staffed(AccessRoles.Finance | AccessRoles.Owner);

    /// <summary>Staff who issue and void gift certificates.</summary>
    public static Access IssueCertificates { get; } =
        Staffed(AccessRoles.Service | AccessRoles.Finance | AccessRoles.Owner);

    /// <summary>Staff who write the shop's mails.</summary>
    public static Access EditMails { get; } = Staffed(AccessRoles.Service | AccessRoles.Owner);

    /// <summary>Staff who count stock.</summary>
    public static Access CountStock { get; } =
        Staffed(AccessRoles.Fulfilment | AccessRoles.Catalog | AccessRoles.Owner);

    /// <summary>Who owns the shop.</summary>
    public static Access Owners { get; } = Staffed(AccessRoles.Owner);

    /// <summary>What a caller hears at the door: null is 'come in'.</summary>
    public Problem? Refuse(Caller? caller) => caller switch
    {
        _ when Anyone => null,
        null => KnownProblems.KeyInvalid,
        { Kind: AccessKind.Storefront } when !Shoppers => KnownProblems.Forbidden,
        { Kind: AccessKind.Storefront, Session: null } when SignedIn => KnownProblems.SignInNeeded,
        { Kind: AccessKind.Storefront } => null,
        _ => (caller.Roles & Staff) != AccessRoles.None ? null : KnownProblems.Forbidden,
    };

    private static Access Staffed(AccessRoles roles) => new(false, false, Secret.None, roles);
}

/// <summary>What a storefront's call must prove.</summary>
internal enum Secret
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>That the cart in the address is its own.</summary>
    CartToken,

    /// <summary>That the order in the address came from its own cart, at most 30 days ago.</summary>
    OrderToken,
}

/// <summary>Who calls.</summary>
/// <param name="Kind">Storefront or staff.</param>
/// <param name="Roles">What staff may do.</param>
/// <param name="Who">As it stands in the history: <c>guest</c>, <c>admin:1a2b3c4d</c>.</param>
internal sealed record Caller(AccessKind Kind, AccessRoles Roles, string Who)
{
    /// <summary>The session of a customer who is signed in.</summary>
    public CustomerToken? Session { get; init; }

    /// <summary>The customer who is signed in.</summary>
    public CustomerId? Customer => Session?.Customer;

    public static Caller Guest { get; } = new(AccessKind.Storefront, AccessRoles.None, "guest");

    public static Caller Configured { get; } = new(AccessKind.Admin, AccessRoles.Owner, "admin:configured");

    public static Caller Of(CustomerToken token) =>
        new(AccessKind.Storefront, AccessRoles.None, token.Customer.Value) { Session = token };

    public static Caller Of(AccessKeyView key) =>
        key.Kind == AccessKind.Storefront ? Guest : new(key.Kind, key.Roles, "admin:" + key.Id);
}
