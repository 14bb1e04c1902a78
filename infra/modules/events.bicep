// What became of mails: Event Grid puts it into a queue under its own identity. A webhook would need a secret in its address and a handshake with code that is not
// deployed yet; `webhooks/email/acs` still answers both for whoever wants it. Budget: $0.60 per 1 M events, the first 100,000 a month free.
param suffix string
param tags object
param communicationName string
param busName string
param queueName string

var dataSender = '69a216fc-b8fb-44d8-bc22-1f3c2cd27a39'

resource communication 'Microsoft.Communication/communicationServices@2023-04-01' existing = {
  name: communicationName
}

resource bus 'Microsoft.ServiceBus/namespaces@2022-10-01-preview' existing = {
  name: busName

  resource queue 'queues' existing = {
    name: queueName
  }
}

resource topic 'Microsoft.EventGrid/systemTopics@2022-06-15' = {
  name: 'evgt-leads-${suffix}'
  location: 'global'
  tags: tags
  identity: { type: 'SystemAssigned' }
  properties: {
    source: communication.id
    topicType: 'Microsoft.Communication.CommunicationServices'
  }
}

resource mayWrite 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(bus::queue.id, topic.id, dataSender)
  scope: bus::queue
  properties: {
    principalId: topic.identity.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', dataSender)
  }
}

resource emails 'Microsoft.EventGrid/systemTopics/eventSubscriptions@2022-06-15' = {
  parent: topic
  name: 'emails-to-queue'
  dependsOn: [mayWrite]
  properties: {
    eventDeliverySchema: 'EventGridSchema'
    filter: {
      includedEventTypes: [
        'Microsoft.Communication.EmailDeliveryReportReceived'
        'Microsoft.Communication.EmailEngagementTrackingReportReceived'
      ]
    }
    deliveryWithResourceIdentity: {
      identity: { type: 'SystemAssigned' }
      destination: {
        endpointType: 'ServiceBusQueue'
        // The bus message's id is the same when an event is delivered again; duplicate detection drops it.
        properties: { resourceId: bus::queue.id }
      }
    }
    retryPolicy: { maxDeliveryAttempts: 30, eventTimeToLiveInMinutes: 1440 }
  }
}
