using Microsoft.AspNetCore.Identity;

namespace Commerce.Api.Customers;

/// <summary>Hashes and checks passwords: slow by design, one at a time for each core, and outside of any grain's turn.
/// Where there is no account a password is checked too, so that the time it takes tells nothing.</summary>
internal sealed class Passwords : IDisposable
{
    private const string Nobody = "nobody";

    private readonly PasswordHasher<string> hasher = new();
    private readonly SemaphoreSlim cores = new(Environment.ProcessorCount);
    private readonly Lazy<string> dummy;

    public Passwords() => dummy = new(() => hasher.HashPassword(Nobody, Nobody));

    /// <summary>The hash of a new password.</summary>
    public Task<string> Hash(string password) => InTurn(() => hasher.HashPassword(Nobody, password));

    /// <summary>Whether a password is the one of a hash; null: there is no account, and the answer is no.</summary>
    public Task<bool> Check(string? hash, string password) => InTurn(() =>
        hasher.VerifyHashedPassword(Nobody, hash ?? dummy.Value, password) != PasswordVerificationResult.Failed
        && hash is not null);

    public void Dispose() => cores.Dispose();

    private async Task<T> InTurn<T>(Func<T> work)
    {
        await cores.WaitAsync();
        try
        {
            return await Task.Run(work);
        }
        finally
        {
            cores.Release();
        }
    }
}
