using Commerce.Grains.Kernel;

namespace Commerce.Grains.Mails;

/// <summary>A mail's id: the entity whose change caused it, the change's version and the mail's place in it,
/// <c>order-….7.0</c>.</summary>
/// <param name="Value">The text.</param>
[GenerateSerializer, Immutable, Alias("mail-id")]
public readonly record struct MailId(string Value) : IIdentifier<MailId>
{
    /// <inheritdoc/>
    public static MailId Of(string value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
