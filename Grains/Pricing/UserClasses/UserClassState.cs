namespace Commerce.Grains.Pricing.UserClasses;

/// <summary>What a user class can be.</summary>
internal abstract record UserClassState
{
    private UserClassState() { }

    /// <summary>Never made.</summary>
    [Alias("user-class.blank")]
    public sealed record Blank : UserClassState;

    /// <summary>Has members and prices.</summary>
    [Alias("user-class.open")]
    public sealed record Open(string Name, DateTimeOffset CreatedAt, DateTimeOffset ChangedAt) : UserClassState;

    /// <summary>Gone for good; its id is not used again.</summary>
    [Alias("user-class.ended")]
    public sealed record Ended(string Name, DateTimeOffset CreatedAt, DateTimeOffset EndedAt) : UserClassState;
}

/// <summary>What a user class may be told.</summary>
internal abstract record UserClassCommand
{
    private UserClassCommand() { }

    /// <summary>Makes it.</summary>
    public sealed record Create(string Name) : UserClassCommand;

    /// <summary>Gives it another name.</summary>
    public sealed record Rename(string Name) : UserClassCommand;

    /// <summary>Ends it (UCL-02).</summary>
    public sealed record Remove : UserClassCommand;
}

/// <summary>What can happen to a user class.</summary>
/// <param name="At">When.</param>
internal abstract record UserClassEvent(DateTimeOffset At)
{
    [Alias("user-class.created")]
    public sealed record Created(DateTimeOffset At, string Name) : UserClassEvent(At);

    [Alias("user-class.renamed")]
    public sealed record Renamed(DateTimeOffset At, string Name) : UserClassEvent(At);

    [Alias("user-class.removed")]
    public sealed record Removed(DateTimeOffset At) : UserClassEvent(At);
}
