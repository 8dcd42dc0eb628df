using System.Net;
using System.Threading.RateLimiting;
using Commerce.Api.Http;

namespace Commerce.Api.Customers;

/// <summary>How often one network address may have a password hashed (H-08): it guards the processor of this process.
/// What guards an account is counted in the store.</summary>
internal sealed class SignInPace(ApiSettings settings, FirstStart firstStart) : IDisposable
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly PartitionedRateLimiter<IPAddress> limiter = PartitionedRateLimiter.Create<IPAddress, IPAddress>(
        address => RateLimitPartition.GetFixedWindowLimiter(address, _ => new FixedWindowRateLimiterOptions
        {
            PermitLimit = settings.SignInsPerMinute,
            Window = Window,
        }));

    /// <summary>Counts one, or says why not. Somebody who tries the shop out on their own machine is not
    /// counted.</summary>
    public Problem? Refuse(IPAddress? address)
    {
        var from = address ?? IPAddress.None;
        if (settings.SignInsPerMinute <= 0 || (!firstStart.IsOff && IPAddress.IsLoopback(from))) return null;
        using var lease = limiter.AttemptAcquire(from);
        return lease.IsAcquired ? null : KnownProblems.TooManyRequests;
    }

    public void Dispose() => limiter.Dispose();
}
