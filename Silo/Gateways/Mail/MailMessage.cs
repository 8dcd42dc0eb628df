namespace Commerce.Silo.Gateways.Mail;

/// <summary>One mail, ready to be written.</summary>
/// <param name="Id">The message's id in the outbox: the Message-ID is made of it.</param>
/// <param name="Sender">Who writes: from the settings, and from nowhere else.</param>
/// <param name="To">The one recipient.</param>
/// <param name="Subject">One line.</param>
/// <param name="Text">The plain text.</param>
/// <param name="Date">When the change that caused it was stored.</param>
internal sealed record MailMessage(
    string Id, MailSender Sender, string To, string Subject, string Text, DateTimeOffset Date)
{
    /// <summary>Who gets it too: only mails to staff go to several (EML-07).</summary>
    public ImmutableArray<string> Others { get; init; } = [];

    /// <summary>Says nothing of the recipient or the text.</summary>
    public override string ToString() => $"MailMessage {{ {Id} }}";
}

/// <summary>Who writes.</summary>
/// <param name="Name">The shop's name.</param>
/// <param name="Address">Where answers go.</param>
internal sealed record MailSender(string Name, string Address);

/// <summary>Brings mails to their recipients.</summary>
internal interface IMailTransport
{
    /// <summary>Sends one mail. A mail with an id that was sent before is not sent again where that can be known.
    /// Throws when the mail did not leave.</summary>
    Task Send(MailMessage message, CancellationToken stop);

    /// <summary>Whether a mail that is sent again is no second mail.</summary>
    bool TakesRepeats => false;
}

/// <summary>This mail cannot be written, however often it is tried.</summary>
internal sealed class MailUnwritableException(string why) : Exception(why);
