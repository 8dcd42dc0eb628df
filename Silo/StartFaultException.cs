namespace Commerce.Silo;

/// <summary>The shop cannot start as it is set up; the message is one line for whoever starts it.</summary>
/// <param name="message">What is wrong.</param>
public sealed class StartFaultException(string message) : Exception(message);
