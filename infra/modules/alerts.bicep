// What wakes somebody: dead letters, a queue that grows old, timers that stopped. Budget: $0.10 per metric series and month, $1.50 per log query and month.
param suffix string
param location string
param tags object
param busName string
param workspaceId string
param alertEmail string

@description('Messages that wait in one queue, on average over a quarter of an hour.')
param mostWaiting int = 5000

resource bus 'Microsoft.ServiceBus/namespaces@2022-10-01-preview' existing = { name: busName }

resource people 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: 'ag-leads-${suffix}'
  location: 'global'
  tags: tags
  properties: {
    groupShortName: 'leads'
    enabled: true
    emailReceivers: empty(alertEmail) ? [] : [{ name: 'ops', emailAddress: alertEmail, useCommonAlertSchema: true }]
  }
}

resource deadLetters 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: 'leads-dead-letters-${suffix}'
  location: 'global'
  tags: tags
  properties: {
    description: 'A message could not be handled. GET /api/dead-letters says why; POST /api/dead-letters/{id}/replay tries again.'
    severity: 1
    enabled: true
    scopes: [bus.id]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT5M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          criterionType: 'StaticThresholdCriterion'
          name: 'dead'
          metricName: 'DeadletteredMessages'
          metricNamespace: 'Microsoft.ServiceBus/namespaces'
          timeAggregation: 'Maximum'
          operator: 'GreaterThan'
          threshold: 0
          dimensions: [{ name: 'EntityName', operator: 'Include', values: ['*'] }]
        }
      ]
    }
    actions: [{ actionGroupId: people.id }]
  }
}

// The bus has no metric of a message's age. What waits and is not scheduled is its sign here; GET /api/queues tells the age itself.
resource queueAge 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: 'leads-queue-age-${suffix}'
  location: 'global'
  tags: tags
  properties: {
    description: 'A queue does not get shorter: messages wait for minutes.'
    severity: 2
    enabled: true
    scopes: [bus.id]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          criterionType: 'StaticThresholdCriterion'
          name: 'waiting'
          metricName: 'ActiveMessages'
          metricNamespace: 'Microsoft.ServiceBus/namespaces'
          timeAggregation: 'Average'
          operator: 'GreaterThan'
          threshold: mostWaiting
          dimensions: [{ name: 'EntityName', operator: 'Include', values: ['*'] }]
        }
      ]
    }
    actions: [{ actionGroupId: people.id }]
  }
}

// Timers were seen to stop for good after a deployment: an hour without a tick is an alarm.
resource heartbeat 'Microsoft.Insights/scheduledQueryRules@2023-03-15-preview' = {
  name: 'leads-timers-${suffix}'
  location: location
  tags: tags
  properties: {
    displayName: 'Timers of LeadFunctions have stopped'
    description: 'due-leads did not run for half an hour: decay, clocks and sequences wait. Restart the app.'
    severity: 1
    enabled: true
    scopes: [workspaceId]
    evaluationFrequency: 'PT15M'
    windowSize: 'PT30M'
    criteria: {
      allOf: [
        {
          query: 'AppRequests | where OperationName == "due-leads" or Name == "due-leads" | summarize Ticks = count()'
          timeAggregation: 'Total'
          metricMeasureColumn: 'Ticks'
          operator: 'LessThan'
          threshold: 1
          failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 }
        }
      ]
    }
    // At first the table is not there yet.
    skipQueryValidation: true
    actions: { actionGroups: [people.id] }
  }
}
