namespace Commerce.Grains.Mails;

/// <summary>A mail with places for values: names that end in <c>_here</c> (EML-08, EML-09).</summary>
/// <param name="Name">How messages name it.</param>
/// <param name="WhenSent">When it is sent, for people.</param>
/// <param name="Subject">At most 200 characters.</param>
/// <param name="Text">At most 4,000 characters.</param>
internal sealed record MailTemplate(string Name, string WhenSent, string Subject, string Text)
{
    public const int SubjectMost = 200;
    public const int TextMost = 4_000;

    /// <summary>1 to 6: the automatic mails, whose words staff may change; 0: a notice to staff that stays as it is
    /// (EML-07, EML-08).</summary>
    public int Number { get; init; }

    /// <summary>What staff call it.</summary>
    public string Title { get; init; } = Name;

    /// <summary>The names of the values that its messages bring, besides those of every mail.</summary>
    public ImmutableArray<string> Offered { get; init; } = [];

    /// <summary>Whether one mail goes to several addresses, with a comma and a blank between: to staff only.</summary>
    public bool ToMany { get; init; }

    /// <summary>What an issue about it is about (EML-12).</summary>
    public ImmutableArray<string> IssueTypes { get; init; } = [];

    /// <summary>Its key, if it is one of the automatic mails.</summary>
    public MailTemplateId Id => MailTemplateId.Automatic(Number);

    /// <summary>The names of the values it has places for.</summary>
    public ImmutableSortedSet<string> Variables() => [.. MailText.VariablesOf(Subject), .. MailText.VariablesOf(Text)];

    /// <summary>What staff see of it before they changed anything.</summary>
    public MailTemplateContent Content() => new(Title, Subject, Text, WhenSent, IssueTypes);
}
