namespace LeadFunctions.Embedded.Hosting;

/// <summary>Something about this installation is not right; the message says what and what to do. Ends the process with code 2 and no stack trace.</summary>
public sealed class SetupException(string message) : Exception(message);
