using System.Text.Json.Serialization;

namespace Commerce.Grains.Access;

/// <summary>What happens to a key. Label and hash are kept in the state alone, not in the history.</summary>
internal abstract record AccessKeyEvent
{
    private AccessKeyEvent() { }

    [Alias("access-key.made")]
    public sealed record Made(
        AccessKind Kind,
        AccessRoles Roles,
        [property: JsonIgnore] string Label,
        [property: JsonIgnore] string Hash,
        [property: JsonIgnore] DateTimeOffset At) : AccessKeyEvent
    {
        public override string ToString() => $"Made {{ {Kind} {Roles} }}";
    }

    [Alias("access-key.revoked")]
    public sealed record Revoked([property: JsonIgnore] DateTimeOffset At) : AccessKeyEvent;
}
