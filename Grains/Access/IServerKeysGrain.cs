using Commerce.Grains.Kernel;

namespace Commerce.Grains.Access;

/// <summary>The secrets that the API signs with: made at the end of the first start, kept in the database,
/// replaceable.</summary>
[Alias("server-keys")]
public interface IServerKeysGrain : IGrainWithStringKey
{
    /// <summary>The key of the only one.</summary>
    const string Only = "server-keys-shop";

    /// <summary>Gives the secrets; those proposed are taken when there are none yet.</summary>
    /// <param name="command">Fresh secrets.</param>
    [Alias("open")]
    Task<Outcome<ServerKeys>> Open(ServerKeysCommand.Open command);

    /// <summary>Reads them; none before the first start has come to its end.</summary>
    [Alias("view")]
    Task<Outcome<ServerKeys>> View();

    /// <summary>Signs with another secret from now on; what the one before signed stays good.</summary>
    /// <remarks>Refusals: <see cref="NotAllowed"/> before the first start.</remarks>
    /// <param name="command">The fresh secret.</param>
    /// <param name="call">Who asks.</param>
    [Alias("replace")]
    Task<Outcome<ServerKeys>> Replace(ServerKeysCommand.Replace command, Call call);
}

/// <summary>What a secret is for.</summary>
[GenerateSerializer, Alias("server-key-use")]
public enum ServerKeyUse
{
    /// <summary>Cart tokens.</summary>
    Tokens,

    /// <summary>Ids that follow from an idempotency key (H-01).</summary>
    Ids,
}

/// <summary>The secrets, base64url, at most two of a use: the current one first, then the one before.</summary>
/// <param name="Tokens">For cart tokens.</param>
/// <param name="Ids">For derived ids.</param>
[GenerateSerializer, Immutable, Alias("server-keys-view")]
public sealed record ServerKeys(ImmutableArray<string> Tokens, ImmutableArray<string> Ids)
{
    /// <summary>Says nothing.</summary>
    public override string ToString() => "ServerKeys";
}

/// <summary>What the secrets may be told.</summary>
[GenerateSerializer, Immutable, Alias("server-keys-command")]
public abstract record ServerKeysCommand
{
    private ServerKeysCommand() { }

    /// <summary>Be these, unless there are some.</summary>
    /// <param name="Tokens">For cart tokens.</param>
    /// <param name="Ids">For derived ids.</param>
    [GenerateSerializer, Immutable, Alias("server-keys-command.open")]
    public sealed record Open(string Tokens, string Ids) : ServerKeysCommand
    {
        /// <summary>Says nothing.</summary>
        public override string ToString() => "Open";
    }

    /// <summary>Use another one.</summary>
    /// <param name="Use">What for.</param>
    /// <param name="Key">The fresh secret.</param>
    [GenerateSerializer, Immutable, Alias("server-keys-command.replace")]
    public sealed record Replace(ServerKeyUse Use, string Key) : ServerKeysCommand
    {
        /// <summary>Says nothing of the secret.</summary>
        public override string ToString() => $"Replace {{ {Use} }}";
    }
}
