Console.WriteLine("LeadFunctions");
