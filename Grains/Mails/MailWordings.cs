namespace Commerce.Grains.Mails;

/// <summary>The words of a mail, as they were right when it was caused (EML-16): a mail that is tried again says the
/// same.</summary>
internal interface IMailWordings
{
    /// <summary>The template of a message; null: there is none of this name.</summary>
    /// <param name="name">The name in the message.</param>
    /// <param name="at">When the message was caused.</param>
    Task<MailTemplate?> Of(string name, DateTimeOffset at);
}

/// <summary>Asks the templates that staff keep.</summary>
internal sealed class MailWordings(IGrainFactory grains) : IMailWordings
{
    public async Task<MailTemplate?> Of(string name, DateTimeOffset at)
    {
        if (MailTemplates.Of(name) is not { Number: > 0 } standard) return MailTemplates.Of(name);
        return await grains.GetGrain<IMailTemplateGrain>(standard.Id.Value).WordingAt(at) is { } wording
            ? standard with { Subject = wording.Subject, Text = wording.Message }
            : standard;
    }
}
