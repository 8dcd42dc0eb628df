namespace Commerce.Grains.Access;

/// <summary>What a key can be.</summary>
internal abstract record AccessKeyState
{
    private AccessKeyState() { }

    /// <summary>Never made.</summary>
    [Alias("access-key.blank")]
    public sealed record Blank : AccessKeyState;

    /// <summary>Opens what it was made for.</summary>
    [Alias("access-key.valid")]
    public sealed record Valid(AccessKind Kind, AccessRoles Roles, string Label, string Hash, DateTimeOffset CreatedAt)
        : AccessKeyState
    {
        public override string ToString() => $"Valid {{ {Kind} {Roles} }}";
    }

    /// <summary>Opens nothing, and its id is never used again.</summary>
    [Alias("access-key.ended")]
    public sealed record Ended(
        AccessKind Kind, AccessRoles Roles, string Label, DateTimeOffset CreatedAt,
        DateTimeOffset RevokedAt) : AccessKeyState;
}
