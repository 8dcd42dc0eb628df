namespace Commerce.Silo.Gateways.Mail;

/// <summary>The mail server: configuration section <c>Commerce:Smtp</c>.</summary>
internal sealed record SmtpSettings
{
    /// <summary>Where it is. Without one, mails are put into the data folder.</summary>
    public string? Host { get; init; }

    /// <summary>Its port.</summary>
    public int Port { get; init; } = 587;

    /// <summary>Who the shop is there.</summary>
    public string? User { get; init; }

    /// <summary>The password.</summary>
    public string? Password { get; init; }

    /// <summary>Whether what is sent must be encrypted; without it nothing is, and no password is sent.</summary>
    public bool Tls { get; init; } = true;

    /// <summary>Names what is wrong with these settings; null when nothing is. Says nothing of the password.</summary>
    public string? Fault() =>
        Port is < 1 or > 65_535 ? "Commerce__Smtp__Port must be a port."
        : !Tls && User is not null ? "Commerce__Smtp__User needs Commerce__Smtp__Tls: a password is never sent in the clear."
        : null;

    /// <summary>Says nothing of the password.</summary>
    public override string ToString() => $"SmtpSettings {{ {Host}:{Port} }}";
}
