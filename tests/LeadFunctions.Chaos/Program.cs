Console.WriteLine("LeadFunctions.Chaos");
