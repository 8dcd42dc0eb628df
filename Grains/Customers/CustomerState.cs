using Commerce.Grains.Carts;
using Commerce.Grains.Products;

namespace Commerce.Grains.Customers;

/// <summary>What a customer can be.</summary>
internal abstract record CustomerState
{
    private CustomerState() { }

    /// <summary>Only an id that an e-mail address may have been claimed for.</summary>
    [Alias("customer.blank")]
    public sealed record Blank : CustomerState;

    /// <summary>Was to have an account, with an address that is another customer's: to everybody but the shop the same
    /// as an account that nobody signs in to.</summary>
    /// <param name="Said">A hash of what was said, by which a repeat is known.</param>
    /// <param name="At">When.</param>
    [Alias("customer.decoy")]
    public sealed record Decoy(string Said, DateTimeOffset At) : CustomerState;

    /// <summary>Has an account. Personal data stands here and in rows, never in events.</summary>
    [Alias("customer.known")]
    public sealed record Known(
        string Name,
        string Email,
        string PasswordHash,
        bool TaxExempt,
        bool SavesMethods,
        ImmutableArray<CustomerAddress> Addresses,
        ImmutableArray<CustomerClass> Classes,
        ImmutableArray<SavedMethod> Methods,
        string? GatewayCustomer,
        ImmutableArray<string> Certificates,
        CartId? Cart,
        ImmutableArray<Session> Sessions,
        DateTimeOffset CreatedAt) : CustomerState
    {
        /// <summary>Payment methods that are kept no more, the newest last: they do not come back, and the gateway
        /// forgets them when no order needs them (PAY-17).</summary>
        public ImmutableArray<DroppedMethod> Dropped { get; init; } = [];

        /// <summary>Since when payment methods may be kept: what was paid with before is not.</summary>
        public DateTimeOffset? ConsentedAt { get; init; }

        /// <summary>When they had a mail last that somebody wanted to make an account with their address.</summary>
        public DateTimeOffset? HeardAt { get; init; }

        /// <summary>The session with an id, if there is one.</summary>
        public Session? SessionOf(string id) => Sessions.FirstOrDefault(session => session.Id == id);

        /// <summary>Says nothing of the person.</summary>
        public override string ToString() => "Known";
    }

    /// <summary>Whether the customer has this e-mail address.</summary>
    public bool Uses(OwnedName name) => this is Known known && name == OwnedName.Email(known.Email);
}

/// <summary>A payment method that is kept no more.</summary>
/// <param name="Id">The gateway's id of it.</param>
/// <param name="AskAt">When it is seen next whether an order needs it; null: the gateway forgot it.</param>
internal sealed record DroppedMethod(string Id, DateTimeOffset? AskAt);

/// <summary>One sign-in that still holds.</summary>
/// <param name="Id">By which it is found among the customer's.</param>
/// <param name="Hash">SHA-256 of the whole token, base64url: enough, since the token is random.</param>
/// <param name="OpenedAt">When it began.</param>
/// <param name="Until">From when on it opens nothing.</param>
internal sealed record Session(string Id, string Hash, DateTimeOffset OpenedAt, DateTimeOffset Until)
{
    /// <summary>Leaves the hash out.</summary>
    public override string ToString() => $"Session {{ {Id} }}";
}
