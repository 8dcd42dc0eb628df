namespace Commerce.Grains.Mails;

/// <summary>What a mail template can be.</summary>
internal abstract record MailTemplateState
{
    private MailTemplateState() { }

    /// <summary>Nobody wrote it: an automatic mail says what it came with, one of the shop's own is not
    /// there.</summary>
    [Alias("mail-template.blank")]
    public sealed record Blank : MailTemplateState;

    /// <summary>Staff wrote it.</summary>
    /// <param name="Number">1 to 6 are the automatic mails', 7 and up the shop's own (EML-08).</param>
    /// <param name="Content">What it says now.</param>
    /// <param name="Wordings">What it said since when, the present words last: a mail says what was right when it was
    /// caused, however late it is sent and however often that is tried.</param>
    /// <param name="CreatedAt">When it was first written.</param>
    /// <param name="ChangedAt">When it was last changed.</param>
    [Alias("mail-template.written")]
    public sealed record Written(
        long Number, MailTemplateContent Content, ImmutableArray<MailWording> Wordings, DateTimeOffset CreatedAt,
        DateTimeOffset ChangedAt) : MailTemplateState;
}

/// <summary>What a mail template may be told.</summary>
internal abstract record MailTemplateCommand
{
    private MailTemplateCommand() { }

    /// <summary>Is a template of the shop's own.</summary>
    public sealed record Create(long Number, MailTemplateContent Content) : MailTemplateCommand;

    /// <summary>Says something else from now on.</summary>
    public sealed record Edit(MailTemplateContent Content) : MailTemplateCommand;
}

/// <summary>What can happen to a mail template; its words stand in the history (EML-16).</summary>
/// <param name="At">When.</param>
internal abstract record MailTemplateEvent(DateTimeOffset At)
{
    [Alias("mail-template.created")]
    public sealed record Created(DateTimeOffset At, long Number, MailTemplateContent Content) : MailTemplateEvent(At);

    [Alias("mail-template.edited")]
    public sealed record Edited(DateTimeOffset At, long Number, MailTemplateContent Content) : MailTemplateEvent(At);
}
