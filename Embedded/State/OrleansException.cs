namespace Orleans.Runtime;

/// <summary>The engine, or something it leans on, failed.</summary>
public class OrleansException : Exception
{
    /// <summary>Something failed.</summary>
    public OrleansException() : base("Unexpected error.")
    {
    }

    /// <summary>That failed.</summary>
    public OrleansException(string message) : base(message)
    {
    }

    /// <summary>That failed, because of something else.</summary>
    public OrleansException(string message, Exception innerException) : base(message, innerException)
    {
    }
}

/// <summary>The call was not taken, because its receiver cannot take any.</summary>
public class OrleansMessageRejectionException : OrleansException
{
    internal OrleansMessageRejectionException(string message) : base(message)
    {
    }
}

/// <summary>The call was not taken, because the engine stops.</summary>
public sealed class SiloUnavailableException : OrleansMessageRejectionException
{
    /// <summary>The engine stops.</summary>
    public SiloUnavailableException(string message) : base(message)
    {
    }
}

/// <summary>A reminder could not be changed.</summary>
public sealed class ReminderException : OrleansException
{
    /// <summary>That failed.</summary>
    public ReminderException(string message) : base(message)
    {
    }
}
