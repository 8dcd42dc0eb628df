namespace Commerce.Kit;

/// <summary>What a gateway's books say of one payment, in minor units.</summary>
internal sealed record GatewayBook(
    string Id, string Attempt, long Amount, long Captured, long Refunded, bool HoldsMoney);
