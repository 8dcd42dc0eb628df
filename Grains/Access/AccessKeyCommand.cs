namespace Commerce.Grains.Access;

/// <summary>What a key may be told.</summary>
[GenerateSerializer, Immutable, Alias("access-key-command")]
public abstract record AccessKeyCommand
{
    private AccessKeyCommand() { }

    /// <summary>Be a key.</summary>
    /// <param name="Kind">Whom it is for.</param>
    /// <param name="Roles">What its bearer may do: at least one for staff, none for a storefront.</param>
    /// <param name="Label">What people call it, at most 100 characters.</param>
    /// <param name="Hash">SHA-256 of the whole key, base64url: enough, since the secret is random.</param>
    [GenerateSerializer, Immutable, Alias("access-key-command.make")]
    public sealed record Make(AccessKind Kind, AccessRoles Roles, string Label, string Hash) : AccessKeyCommand
    {
        /// <summary>Leaves the hash out.</summary>
        public override string ToString() => $"Make {{ {Kind} {Roles} }}";
    }

    /// <summary>Open nothing any more.</summary>
    [GenerateSerializer, Immutable, Alias("access-key-command.revoke")]
    public sealed record Revoke : AccessKeyCommand;
}
