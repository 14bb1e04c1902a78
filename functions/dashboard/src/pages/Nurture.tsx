import { texts } from '../texts';
import { Empty } from '../ui/kit';

export const NurturePage = () => <Empty title={texts.refusal.notThere} hint={texts.refusal.notThereHint} />;
