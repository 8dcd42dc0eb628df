using Commerce.Grains.Kernel;
using static Commerce.Grains.Mails.MailTemplateCommand;
using static Commerce.Grains.Mails.MailTemplateEvent;
using static Commerce.Grains.Mails.MailTemplateState;

namespace Commerce.Grains.Mails;

/// <summary>The life of a mail template (EML-08, EML-16).</summary>
internal static class MailTemplateMachine
{
    private const int TitleMost = 100, WhenSentMost = 1_000, IssueTypesMost = 20, IssueTypeMost = 100;

    // A mail is tried for three days: the words of then stand here as long as staff do not change them every hour.
    private const int WordingsMost = 100;

    public static Decision<MailTemplateEvent> Decide(
        MailTemplate? standard, MailTemplateState state, MailTemplateCommand command, DateTimeOffset now) =>
        (state, command) switch
        {
            (_, Create) when standard is not null => NotAllowed.When(state, command),
            (Blank, Create create) => Said(standard, create.Content, new Created(now, create.Number, create.Content)),
            (Written known, Create create) when known.Content.SameAs(create.Content) => Already.Done,
            (Blank, Edit) when standard is null => new NotFound("mail template"),
            (Blank, Edit edit) when standard!.Content().SameAs(edit.Content) => Already.Done,
            (Blank, Edit edit) => Said(standard, edit.Content, new Edited(now, standard!.Number, edit.Content)),
            (Written known, Edit edit) when known.Content.SameAs(edit.Content) => Already.Done,
            (Written known, Edit edit) => Said(standard, edit.Content, new Edited(now, known.Number, edit.Content)),
            _ => NotAllowed.When(state, command),
        };

    public static MailTemplateState Evolve(MailTemplateState state, MailTemplateEvent happened) =>
        (state, happened) switch
        {
            (Blank, Created e) => Begun(e.Number, e.Content, e.At),
            (Blank, Edited e) => Begun(e.Number, e.Content, e.At),
            (Written s, Edited e) => s with
            {
                Content = e.Content,
                Wordings = [.. s.Wordings.TakeLast(WordingsMost - 1), WordingOf(e.Content, e.At)],
                ChangedAt = e.At,
            },
            _ => throw new ImpossibleHistoryException(state, happened),
        };

    /// <summary>What a template says of something that happened at a time; null: there is no such template.</summary>
    public static MailWording? WordingAt(MailTemplate? standard, MailTemplateState state, DateTimeOffset at)
    {
        var written = state is Written s ? s.Wordings : [];
        return written.LastOrDefault(wording => wording.From <= at)
            ?? (standard is null ? written.FirstOrDefault() : new(default, standard.Subject, standard.Text));
    }

    private static Written Begun(long number, MailTemplateContent content, DateTimeOffset at) =>
        new(number, content, [WordingOf(content, at)], at, at);

    private static MailWording WordingOf(MailTemplateContent content, DateTimeOffset at) =>
        new(at, content.Subject, content.Message);

    private static Decision<MailTemplateEvent> Said(
        MailTemplate? standard, MailTemplateContent content, MailTemplateEvent happened)
    {
        if (FaultOf(content) is { } fault) return fault;
        if (UnknownIn(standard, content) is { } unknown) return unknown;
        return happened;
    }

    private static InvalidValue? FaultOf(MailTemplateContent content) =>
        !IsLine(content.Title, TitleMost) ? Wrong("title", $"1 to {TitleMost} characters in one line are expected.")
        : !IsLine(content.Subject, MailTemplate.SubjectMost)
            ? Wrong("subject", $"1 to {MailTemplate.SubjectMost} characters in one line are expected.")
        : !IsText(content.Message, MailTemplate.TextMost) || string.IsNullOrWhiteSpace(content.Message)
            ? Wrong("message", $"1 to {MailTemplate.TextMost} characters are expected.")
        : !IsText(content.WhenSent, WhenSentMost)
            ? Wrong("whenSent", $"At most {WhenSentMost} characters are expected.")
        : content.IssueTypes.Length > IssueTypesMost || !content.IssueTypes.All(type => IsLine(type, IssueTypeMost))
            ? Wrong("issueTypes", $"At most {IssueTypesMost} of 1 to {IssueTypeMost} characters are expected.")
        : null;

    // A place that no message has a value for would keep every such mail from leaving.
    private static VariableUnknown? UnknownIn(MailTemplate? standard, MailTemplateContent content)
    {
        ImmutableArray<string> known = [.. MailVariables.Of(standard).Select(variable => variable.Name)];
        foreach (var (field, text) in new[] { ("/subject", content.Subject), ("/message", content.Message) })
        {
            if (MailText.VariablesOf(text).FirstOrDefault(name => !known.Contains(name)) is { } unknown)
                return new VariableUnknown(unknown, known) { Param = field };
        }

        return null;
    }

    private static bool IsLine(string text, int most) =>
        !string.IsNullOrWhiteSpace(text) && text.Length <= most && !text.Any(char.IsControl);

    private static bool IsText(string text, int most) =>
        text.Length <= most && text.All(letter => !char.IsControl(letter) || letter is '\n' or '\t');

    private static InvalidValue Wrong(string field, string reason) => new(reason) { Param = $"/{field}" };
}
