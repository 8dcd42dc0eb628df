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

    /// <summary>The names of the values it has places for.</summary>
    public ImmutableSortedSet<string> Variables() => [.. MailText.VariablesOf(Subject), .. MailText.VariablesOf(Text)];
}
