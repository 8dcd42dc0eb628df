namespace Commerce.Grains.Mails;

/// <summary>All that staff say of a mail template (EML-08).</summary>
/// <param name="Title">What staff call it, 1 to 100 characters.</param>
/// <param name="Subject">1 to 200 characters in one line, with places for values.</param>
/// <param name="Message">1 to 4,000 characters, with places for values.</param>
/// <param name="WhenSent">When it is sent, at most 1,000 characters.</param>
/// <param name="IssueTypes">What an issue about it is about (EML-12), at most 20 of 1 to 100 characters.</param>
[GenerateSerializer, Immutable, Alias("mail-template-content")]
public sealed record MailTemplateContent(
    string Title, string Subject, string Message, string WhenSent, ImmutableArray<string> IssueTypes)
{
    /// <summary>Whether both say the same.</summary>
    /// <param name="other">Another one.</param>
    public bool SameAs(MailTemplateContent other) =>
        other is not null && (Title, Subject, Message, WhenSent)
            == (other.Title, other.Subject, other.Message, other.WhenSent)
        && IssueTypes.SequenceEqual(other.IssueTypes);
}

/// <summary>What a mail says: a template's words at a time.</summary>
/// <param name="From">Since when they are its words.</param>
/// <param name="Subject">The subject.</param>
/// <param name="Message">The text.</param>
[GenerateSerializer, Immutable, Alias("mail-wording")]
public sealed record MailWording(DateTimeOffset From, string Subject, string Message);
